using System.Globalization;

namespace FamilyPortal.Load;

/// <summary>Several measurements of one thing: the median, and what lay around it.</summary>
internal sealed class Figures(IEnumerable<double> measured)
{
    private readonly double[] _sorted = [.. measured.Order()];

    public double Median => _sorted.Length == 0 ? double.NaN : (_sorted[(_sorted.Length - 1) / 2] + _sorted[_sorted.Length / 2]) / 2;

    /// <summary>`median [least-most]`.</summary>
    public string Show(string format) => _sorted.Length == 0
        ? "-"
        : string.Create(CultureInfo.InvariantCulture, $"{Text(Median, format)} [{Text(_sorted[0], format)}-{Text(_sorted[^1], format)}]");

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
