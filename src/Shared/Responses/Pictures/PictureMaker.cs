using System.Security.Cryptography;
using SkiaSharp;

namespace FamilyPortal.Shared.Responses.Pictures;

/// <summary>What came of a picture that was sent.</summary>
/// <param name="Jpeg">Null where there is a fault.</param>
internal sealed record MadePicture(byte[]? Jpeg, AnswerFault Fault)
{
    public string? Sha256 => Jpeg is null ? null : Convert.ToHexStringLower(SHA256.HashData(Jpeg));
}

/// <summary>
/// Makes a picture anew from its dots alone. Nothing else of the file is kept: no place, no time, no name of the phone, no thumbnail,
/// nothing that hides behind the picture. Only what says by its first bytes that it is PNG, JPEG or WebP is ever read, and how large it
/// would become and how often it would have to be walked through is known before any of it is unpacked.
/// </summary>
internal sealed class PictureMaker
{
    private const int Quality = 85;

    /// <summary>So long a picture waits for its turn.</summary>
    public TimeSpan Wait { get; init; } = PictureLimits.Wait;

    /// <summary>Turns for large pictures; of small ones each is over in a moment.</summary>
    public SemaphoreSlim Turns { get; } = new(PictureLimits.AtOnce);

    private readonly SemaphoreSlim _smallTurns = new(PictureLimits.AtOnce);

    public async Task<MadePicture> MakeAsync(byte[] given, CancellationToken cancel)
    {
        if (given.Length > PictureLimits.Bytes) return new(null, AnswerFault.PictureTooBig);
        if (FormatOf(given) is not { } format) return new(null, AnswerFault.PictureUnreadable);
        try
        {
            if (Look(given, format, out var dots) is not AnswerFault.None and var fault) return new(null, fault);
            var turns = dots <= PictureLimits.FewDots ? _smallTurns : Turns;
            if (!await turns.WaitAsync(Wait, cancel)) return new(null, AnswerFault.PictureWaits);
            try
            {
                return Make(given);
            }
            finally
            {
                turns.Release();
            }
        }
        // Whatever a made-up file does to the library: it is no picture.
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new(null, AnswerFault.PictureUnreadable);
        }
    }

    /// <summary>What is known of it before anything is unpacked.</summary>
    private static AnswerFault Look(byte[] given, SKEncodedImageFormat format, out long dots)
    {
        dots = 0;
        var isPlain = false;
        if (format == SKEncodedImageFormat.Jpeg)
        {
            var head = JpegHead.Read(given);
            if (head.Scans > PictureLimits.Scans) return AnswerFault.PictureUnreadable;
            isPlain = head.IsPlain;
        }
        using var data = SKData.CreateCopy(given);
        using var codec = SKCodec.Create(data);
        if (codec is null || codec.EncodedFormat != format || codec.Info is not { Width: > 0, Height: > 0 } info) return AnswerFault.PictureUnreadable;
        dots = (long)info.Width * info.Height;
        return dots > (isPlain ? PictureLimits.DotsOfPlainJpeg : PictureLimits.Dots) ? AnswerFault.PictureTooBig : AnswerFault.None;
    }

    private static MadePicture Make(byte[] given)
    {
        using var data = SKData.CreateCopy(given);
        using var codec = SKCodec.Create(data);
        var head = codec.Info;
        // Twice as large as what is kept, so that it can be made smaller well.
        var size = codec.GetScaledDimensions(Math.Min(1f, 2f * PictureLimits.Side / Math.Max(head.Width, head.Height)));
        // Without a colour space: none is written into the file.
        using var read = new SKBitmap(new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Premul));
        if (codec.GetPixels(read.Info, read.GetPixels()) is not (SKCodecResult.Success or SKCodecResult.IncompleteInput)) return new(null, AnswerFault.PictureUnreadable);

        var isTurned = codec.EncodedOrigin is SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;
        var scale = Math.Min(1f, (float)PictureLimits.Side / Math.Max(size.Width, size.Height));
        var (width, height) = (Math.Max(1, (int)Math.Round(size.Width * scale)), Math.Max(1, (int)Math.Round(size.Height * scale)));
        using var made = new SKBitmap(new SKImageInfo(isTurned ? height : width, isTurned ? width : height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using (var canvas = new SKCanvas(made))
        using (var image = SKImage.FromBitmap(read))
        {
            // What was clear is paper.
            canvas.Clear(SKColors.White);
            canvas.Concat(Upright(codec.EncodedOrigin, width, height));
            canvas.DrawImage(image, new SKRect(0, 0, width, height), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        }
        using var jpeg = made.Encode(SKEncodedImageFormat.Jpeg, Quality);
        return jpeg is null ? new(null, AnswerFault.PictureUnreadable) : new(jpeg.ToArray(), AnswerFault.None);
    }

    /// <summary>How a phone was held, as the file says it: the one thing that is taken over from there.</summary>
    private static SKMatrix Upright(SKEncodedOrigin origin, float width, float height) => origin switch
    {
        SKEncodedOrigin.TopRight => new(-1, 0, width, 0, 1, 0, 0, 0, 1),
        SKEncodedOrigin.BottomRight => new(-1, 0, width, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.BottomLeft => new(1, 0, 0, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.LeftTop => new(0, 1, 0, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightTop => new(0, -1, height, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightBottom => new(0, -1, height, -1, 0, width, 0, 0, 1),
        SKEncodedOrigin.LeftBottom => new(0, 1, 0, -1, 0, width, 0, 0, 1),
        _ => SKMatrix.Identity,
    };

    private static SKEncodedImageFormat? FormatOf(ReadOnlySpan<byte> given) =>
        given.Length > 8 && given[0] == 0x89 && given[1..8].SequenceEqual("PNG\r\n\x1a\n"u8) ? SKEncodedImageFormat.Png
        : given.Length > 3 && given[0] == 0xFF && given[1] == 0xD8 && given[2] == 0xFF ? SKEncodedImageFormat.Jpeg
        : given.Length > 12 && given.StartsWith("RIFF"u8) && given[8..12].SequenceEqual("WEBP"u8) ? SKEncodedImageFormat.Webp
        : null;
}
