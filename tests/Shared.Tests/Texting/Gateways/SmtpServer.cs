using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace FamilyPortal.Shared.Tests.Texting.Gateways;

/// <summary>A mail server on a free port of this machine: speaks SMTP, keeps what it takes, and answers as told.</summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    public SmtpServer()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>With it the server offers STARTTLS, or speaks TLS from the first byte where <see cref="IsImplicit"/>.</summary>
    public X509Certificate2? Certificate { get; init; }

    public bool IsImplicit { get; init; }

    /// <summary>The answer to a command (`RCPT`, `DATA`, `.` for the end of a mail) instead of the usual one; empty: hangs up, null: says nothing.</summary>
    public Dictionary<string, string?> Answers { get; init; } = [];

    /// <summary>Every command, with what of it went in plain marked so.</summary>
    public ConcurrentQueue<string> Heard { get; } = [];

    public ConcurrentQueue<string> Taken { get; } = [];

    private async Task ServeAsync()
    {
        List<Task> talks = [];
        try
        {
            while (true) talks.Add(TalkAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(talks);
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            Stream stream = client.GetStream();
            if (IsImplicit) stream = await SecureAsync(stream);
            while (await ConverseAsync(stream) is { } secured) stream = secured;
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            // The client went, as some tests want it to.
        }
    }

    /// <summary>The stream to go on with after STARTTLS; null at the end.</summary>
    private async Task<Stream?> ConverseAsync(Stream stream)
    {
        using var reader = new StreamReader(stream, Encoding.Latin1, leaveOpen: true);
        var isSecure = stream is SslStream;
        if (!isSecure || IsImplicit) await SayAsync(stream, "220 ready");
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            var verb = line.Split(' ', ':')[0].ToUpperInvariant();
            Heard.Enqueue((isSecure ? "" : "plain: ") + line);
            if (Answers.TryGetValue(verb, out var told))
            {
                if (told is null) continue;
                if (told.Length == 0) return null;
                await SayAsync(stream, told);
                continue;
            }
            switch (verb)
            {
                case "EHLO":
                    await SayAsync(stream, Certificate is not null && !isSecure ? "250-here\r\n250 STARTTLS" : "250-here\r\n250 AUTH PLAIN");
                    break;
                case "STARTTLS":
                    await SayAsync(stream, "220 go");
                    return await SecureAsync(stream);
                case "AUTH":
                    await SayAsync(stream, "235 welcome");
                    break;
                case "DATA":
                    await SayAsync(stream, "354 go on");
                    var mail = new StringBuilder();
                    while (await reader.ReadLineAsync(_stop.Token) is { } text && text != ".") mail.AppendLine(text);
                    if (Answers.TryGetValue(".", out var end) && end is { Length: 0 }) return null;
                    if (end is null) Taken.Enqueue(mail.ToString());
                    await SayAsync(stream, end ?? "250 taken");
                    break;
                case "QUIT":
                    await SayAsync(stream, "221 bye");
                    return null;
                default:
                    await SayAsync(stream, "250 fine");
                    break;
            }
        }
        return null;
    }

    private async Task<Stream> SecureAsync(Stream stream)
    {
        var secured = new SslStream(stream);
        await secured.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = Certificate }, _stop.Token);
        return secured;
    }

    private async Task SayAsync(Stream stream, string line) => await stream.WriteAsync(Encoding.Latin1.GetBytes(line + "\r\n"), _stop.Token);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        _listener.Stop();
        _stop.Dispose();
    }
}
