using System.Buffers.Binary;
using System.Text;
using FamilyPortal.Shared.Responses;
using FamilyPortal.Shared.Responses.Pictures;
using FamilyPortal.Testing;
using Shouldly;
using SkiaSharp;
using Xunit;

namespace FamilyPortal.Shared.Tests.Responses.Pictures;

/// <summary>Of a picture nothing is kept but its dots; and nothing but a picture is taken for one.</summary>
public sealed class PictureMakerTests
{
    [Fact]
    public async Task WhereAPhotoWasTaken_AndAllElseBesideItsDots_IsGone()
    {
        var photo = SamplePictures.WithGps(SamplePictures.Encode(SKEncodedImageFormat.Jpeg, 60, 40));
        Encoding.Latin1.GetString(photo).ShouldContain("50.2632 N");

        var made = await new PictureMaker().MakeAsync(photo, default);

        made.Fault.ShouldBe(AnswerFault.None);
        var text = Encoding.Latin1.GetString(made.Jpeg!);
        foreach (var trace in (string[])["Exif", "GPS", "50.2632", "Pixel", "http", "<?xpacket", "hidden behind"]) text.ShouldNotContain(trace, Case.Insensitive);
        // Tables and dots, and the head that every JPEG has: no APPn but JFIF's, no comment.
        Segments(made.Jpeg!).ShouldAllBe(marker => marker == 0xE0 || marker == 0xDB || marker == 0xC0 || marker == 0xC4 || marker == 0xDA || marker == 0xC2);
        using var read = SKBitmap.Decode(made.Jpeg!);
        (read.Width, read.Height).ShouldBe((60, 40));
    }

    /// <summary>A phone held upright says so in the file; the picture must stand as it was taken.</summary>
    [Theory]
    [InlineData(1, 60, 40, 0, 0)]
    [InlineData(2, 60, 40, 59, 0)]
    [InlineData(3, 60, 40, 59, 39)]
    [InlineData(4, 60, 40, 0, 39)]
    [InlineData(5, 40, 60, 0, 0)]
    [InlineData(6, 40, 60, 39, 0)]
    [InlineData(7, 40, 60, 39, 59)]
    [InlineData(8, 40, 60, 0, 59)]
    public async Task APhoto_StandsAsItWasTaken(int orientation, int width, int height, int redX, int redY)
    {
        var made = await new PictureMaker().MakeAsync(SamplePictures.WithGps(SamplePictures.Encode(SKEncodedImageFormat.Jpeg, 60, 40), orientation), default);

        using var read = SKBitmap.Decode(made.Jpeg!);
        (read.Width, read.Height).ShouldBe((width, height));
        // The corner that was top left before it was turned is red.
        foreach (var (x, y) in new[] { (0, 0), (width - 1, 0), (0, height - 1), (width - 1, height - 1) })
        {
            var dot = read.GetPixel(x, y);
            (dot is { Red: > 180, Blue: < 90 }).ShouldBe((x, y) == (redX, redY), $"{x},{y} is {dot}");
        }
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Webp)]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    public async Task ALargePicture_IsMadeSmaller_AndWhatIsClear_IsPaper(SKEncodedImageFormat format)
    {
        var made = await new PictureMaker().MakeAsync(SamplePictures.Encode(format, 4000, 1000, clear: true), default);

        using var read = SKBitmap.Decode(made.Jpeg!);
        (read.Width, read.Height).ShouldBe((PictureLimits.Side, PictureLimits.Side / 4));
        if (format != SKEncodedImageFormat.Jpeg) read.GetPixel(800, 200).Red.ShouldBeGreaterThan((byte)240);
    }

    [Fact]
    public async Task WhatIsNoPicture_IsNotTaken()
    {
        var jpeg = SamplePictures.Encode(SKEncodedImageFormat.Jpeg, 30, 30);
        foreach (var (what, bytes) in new (string, byte[])[]
        {
            ("HTML", "<!DOCTYPE html><script>alert(1)</script>"u8.ToArray()),
            ("SVG", "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"u8.ToArray()),
            ("GIF", "GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00!\xf9\x04\x01"u8.ToArray()),
            ("BMP", [(byte)'B', (byte)'M', .. new byte[200]]),
            ("nothing", []),
            ("the head of a JPEG and HTML", [0xFF, 0xD8, 0xFF, .. "<html><script>alert(1)</script>"u8]),
            ("the head of a PNG and nothing", [0x89, .. "PNG\r\n\x1a\n"u8, .. new byte[40]]),
            ("the head of a WebP and nothing", [.. "RIFF\x10\x00\x00\x00WEBPVP8 "u8, .. new byte[40]]),
            ("a JPEG that breaks off in its head", jpeg[..30]),
        })
        {
            var made = await new PictureMaker().MakeAsync(bytes, default);
            (made.Jpeg, made.Fault).ShouldBe((null, AnswerFault.PictureUnreadable), what);
        }
    }

    [Fact]
    public async Task WhatHidesBehindAPicture_IsGone()
    {
        byte[] polyglot = [.. SamplePictures.Encode(SKEncodedImageFormat.Png, 30, 30), .. "<html><script>alert('hidden behind')</script>PK\x03\x04"u8];

        var made = await new PictureMaker().MakeAsync(polyglot, default);

        Encoding.Latin1.GetString(made.Jpeg!).ShouldNotContain("hidden behind");
        made.Jpeg!.AsSpan()[^2..].SequenceEqual<byte>([0xFF, 0xD9]).ShouldBeTrue();
    }

    /// <summary>A few bytes that would become gigabytes: known from the head, before anything is unpacked.</summary>
    [Theory]
    [InlineData(60_000, 60_000)]
    [InlineData(20_000, 2_000)]
    public async Task ADecompressionBomb_IsNotUnpacked(int width, int height)
    {
        var bomb = SamplePictures.Bomb(width, height);
        bomb.Length.ShouldBeLessThan(10_000);
        var before = GC.GetAllocatedBytesForCurrentThread();

        (await new PictureMaker().MakeAsync(bomb, default)).Fault.ShouldBe(AnswerFault.PictureTooBig);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1_000_000);
    }

    /// <summary>A small file may ask for a hundred thousand passes over a large picture.</summary>
    [Theory]
    [InlineData(64, AnswerFault.None)]
    [InlineData(65, AnswerFault.PictureUnreadable)]
    public async Task AJpegOfMoreScansThanAnyProgramWrites_IsNotUnpacked(int scans, AnswerFault fault)
    {
        var jpeg = SamplePictures.Encode(SKEncodedImageFormat.Jpeg, 60, 40);
        // None of these is a scan: a thumbnail of its own, and what stands behind the end.
        byte[] thumbnail = [0xFF, 0xE1, 0, 102, .. Enumerable.Repeat<byte[]>([0xFF, 0xDA], 50).SelectMany(b => b)];
        byte[] behind = [.. Enumerable.Repeat<byte[]>([0xFF, 0xDA], 100).SelectMany(b => b)];
        var scan = jpeg.AsSpan(At(jpeg, 0xDA))[..^2].ToArray();
        byte[] many = [.. jpeg[..2], .. thumbnail, .. jpeg[2..^2], .. Enumerable.Repeat(scan, scans - 1).SelectMany(b => b), 0xFF, 0xD9, .. behind];

        (await new PictureMaker().MakeAsync(many, default)).Fault.ShouldBe(fault);
    }

    /// <summary>A progressive picture lies in memory whole while it is unpacked.</summary>
    [Fact]
    public async Task OfAProgressiveJpeg_FewerDotsAreTaken()
    {
        foreach (var (kind, isTooBig) in new[] { ((byte)0xC0, false), ((byte)0xC1, true), ((byte)0xC2, true) })
        {
            var jpeg = SamplePictures.Encode(SKEncodedImageFormat.Jpeg, 60, 40);
            var head = At(jpeg, 0xC0);
            jpeg[head + 1] = kind;
            BinaryPrimitives.WriteUInt16BigEndian(jpeg.AsSpan(head + 5), 6000);
            BinaryPrimitives.WriteUInt16BigEndian(jpeg.AsSpan(head + 7), 6000);
            ((await new PictureMaker().MakeAsync(jpeg, default)).Fault == AnswerFault.PictureTooBig).ShouldBe(isTooBig, $"{kind:x}");
        }
    }

    [Fact]
    public async Task AFileOverTheLimit_IsNotLookedAt() =>
        (await new PictureMaker().MakeAsync([.. SamplePictures.Encode(SKEncodedImageFormat.Jpeg, 30, 30), .. new byte[PictureLimits.Bytes]], default)).Fault.ShouldBe(AnswerFault.PictureTooBig);

    /// <summary>Where this marker stands.</summary>
    private static int At(byte[] jpeg, byte marker)
    {
        var at = 2;
        while (jpeg[at + 1] != marker) at += 2 + BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(at + 2));
        return at;
    }

    /// <summary>The markers up to the dots.</summary>
    private static List<byte> Segments(byte[] jpeg)
    {
        List<byte> markers = [];
        for (var at = 2; jpeg[at] == 0xFF; at += 2 + BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(at + 2)))
        {
            markers.Add(jpeg[at + 1]);
            if (jpeg[at + 1] == 0xDA) break;
        }
        return markers;
    }
}
