namespace FamilyPortal.Shared.Responses.Pictures;

/// <summary>What the markers of a JPEG say of the work that it makes.</summary>
/// <param name="IsPlain">Baseline: one pass, never whole in memory. Progressive and other kinds keep all of it there.</param>
/// <param name="Scans">Passes over the whole picture: a small file may ask for very many.</param>
internal readonly record struct JpegHead(bool IsPlain, int Scans)
{
    /// <summary>
    /// Walks the markers as a decoder does, up to the end of the picture. Where a decoder might walk otherwise (markers that do not exist),
    /// it looks at every byte: it may find more passes than there are, never fewer.
    /// </summary>
    public static JpegHead Read(ReadOnlySpan<byte> jpeg)
    {
        var (plain, others, scans) = (0, 0, 0);
        for (var at = 2; at + 1 < jpeg.Length;)
        {
            // Between markers, and in the dots, where 0 follows each FF that is none.
            if (jpeg[at] != 0xFF || jpeg[at + 1] is 0x00 or 0xFF)
            {
                at++;
                continue;
            }
            var marker = jpeg[at + 1];
            at += 2;
            if (marker == 0xD9) break;
            if (marker == 0xC0) plain++;
            else if (marker is >= 0xC1 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC)) others++;
            else if (marker == 0xDA) scans++;
            if (marker is < 0xC0 or (>= 0xD0 and <= 0xD8)) continue;
            if (at + 1 < jpeg.Length) at += Math.Max(2, jpeg[at] << 8 | jpeg[at + 1]);
        }
        return new(plain > 0 && others == 0, scans);
    }
}
