using System.Text;
using FamilyPortal.Portal.Hosting;
using FamilyPortal.Portal.SignIn;
using FamilyPortal.Shared.Authorities;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Family;

/// <summary>What a request of somebody unknown holds in memory, whatever is sent.</summary>
public sealed class StreamedFormTests(PortalFixture portal)
{
    private const string Boundary = "----formed";

    [Fact]
    public async Task Of_a_file_of_whoever_has_no_session_nothing_is_kept_and_the_words_around_it_are_read()
    {
        using var body = new LongBody($"{Part("Form.Words")}Before\r\n{Part("Picture", "a.jpg")}", 60_000_000, $"\r\n{Part("Form.Choice")}after\r\n--{Boundary}--\r\n");
        var form = Form(body, [new TakesFileAttribute(8_000_000)]);
        await form.ReadFormAsync(CancellationToken.None);
        body.Rewind();
        form = Form(body, [new TakesFileAttribute(8_000_000)]);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var read = form.ReadFormAsync(CancellationToken.None);

        // Nothing is waited for: it is all on this thread.
        read.IsCompletedSuccessfully.ShouldBeTrue();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1_000_000);
        var sent = await read;
        (sent["Form.Words"].ToString(), sent["Form.Choice"].ToString(), sent.Files.Count).ShouldBe(("Before", "after", 0));
        (await form.ReadFormAsync(CancellationToken.None)).ShouldBeSameAs(sent);
    }

    [Fact]
    public async Task Texts_out_of_all_proportion_and_forms_of_countless_parts_are_not_read()
    {
        using var texts = new LongBody(Part("Form.Words"), StreamedForm.MostTextOfStrangers, $"\r\n--{Boundary}--\r\n");
        await Should.ThrowAsync<InvalidDataException>(() => Form(texts).ReadFormAsync(CancellationToken.None));
        using var parts = new LongBody(string.Concat(Enumerable.Repeat($"{Part("a")}\r\n", 400)), 0, $"--{Boundary}--\r\n");
        await Should.ThrowAsync<InvalidDataException>(() => Form(parts).ReadFormAsync(CancellationToken.None));
    }

    private StreamedForm Form(Stream body, params object[] metadata)
    {
        var http = new DefaultHttpContext { RequestServices = new ServiceCollection().AddSingleton(new Current(portal.Get<AuthorityPacks>())).BuildServiceProvider() };
        http.Request.ContentType = $"multipart/form-data; boundary={Boundary}";
        http.Request.Body = body;
        http.SetEndpoint(new(null, new(metadata), null));
        return new(http);
    }

    private static string Part(string name, string? file = null) =>
        $"--{Boundary}\r\nContent-Disposition: form-data; name=\"{name}\"{(file is null ? "" : $"; filename=\"{file}\"")}\r\n\r\n";

    /// <summary>A body that nobody holds: a beginning, so many letters, an end.</summary>
    private sealed class LongBody(string start, int letters, string end) : Stream
    {
        private readonly byte[] _start = Encoding.UTF8.GetBytes(start), _end = Encoding.UTF8.GetBytes(end);
        private long _at;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => _start.Length + letters + (long)_end.Length;
        public override long Position { get => _at; set => throw new NotSupportedException(); }

        public void Rewind() => _at = 0;

        public override int Read(Span<byte> buffer)
        {
            var read = 0;
            if (_at < _start.Length) read = Copy(_start, (int)_at, buffer);
            else if (_at < _start.Length + letters) buffer[..(read = (int)Math.Min(buffer.Length, _start.Length + letters - _at))].Fill((byte)'x');
            else read = Copy(_end, (int)(_at - _start.Length - letters), buffer);
            _at += read;
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.FromResult(Read(buffer.AsSpan(offset, count)));
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private static int Copy(byte[] from, int at, Span<byte> to)
        {
            var length = Math.Min(to.Length, from.Length - at);
            from.AsSpan(at, length).CopyTo(to);
            return length;
        }
    }
}
