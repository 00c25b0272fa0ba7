namespace FamilyPortal.Shared.Responses.Pictures;

/// <summary>The drawing or photo of an answer, as it was made anew from what was sent. It goes when its answer goes.</summary>
internal sealed class AnswerPicture
{
    public const string MediaType = "image/jpeg";

    public Guid FamilyId { get; set; }
    public Guid AnswerId { get; set; }
    public required byte[] Jpeg { get; set; }
}

/// <summary>What is taken of a picture.</summary>
public static class PictureLimits
{
    /// <summary>Bytes of the file that is sent: eight megabytes, more than a phone's photo has.</summary>
    public const int Bytes = 8_000_000;

    /// <summary>What people are told of it.</summary>
    public const int Megabytes = 8;

    /// <summary>Dots of the longer side of what is kept: a drawing on paper can be read.</summary>
    public const int Side = 1600;
}
