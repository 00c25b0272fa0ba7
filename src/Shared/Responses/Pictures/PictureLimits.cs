namespace FamilyPortal.Shared.Responses.Pictures;

/// <summary>What is taken of pictures: all limits, in one place.</summary>
public static class PictureLimits
{
    /// <summary>Bytes of the file that is sent: eight megabytes, more than a phone's photo has.</summary>
    public const int Bytes = 8_000_000;

    /// <summary>What people are told of it.</summary>
    public const int Megabytes = 8;

    /// <summary>Dots of the longer side of what is kept: a drawing on paper can be read.</summary>
    public const int Side = 1600;

    /// <summary>Pictures of one person in an hour: unpacking costs far more than words.</summary>
    public const int InAnHour = 30;

    /// <summary>Bytes that lie here of one person: some hundreds of pictures.</summary>
    public const long BytesOfPerson = 200_000_000;

    /// <summary>So long a picture waits for its turn to be unpacked. Its words are stored before.</summary>
    internal static readonly TimeSpan Wait = TimeSpan.FromSeconds(3);

    /// <summary>Unpacking takes memory: so many at once.</summary>
    internal const int AtOnce = 2;

    /// <summary>Dots of a picture that is small: a drawing made here is. Small ones never wait for large ones, since what was drawn here is nowhere else.</summary>
    internal const long FewDots = 1_000_000;

    /// <summary>A plain JPEG is unpacked smaller than it is. Everything else lies in memory whole, so that fewer dots are taken.</summary>
    internal const long DotsOfPlainJpeg = 50_000_000, Dots = 24_000_000;

    /// <summary>Passes over the whole picture that a JPEG may ask for. Phones and programs write ten or so.</summary>
    internal const int Scans = 64;
}
