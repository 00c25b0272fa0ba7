using System.Diagnostics;

namespace FamilyPortal.Testing;

/// <summary>
/// Whether answers of several kinds take the same time. Compared by rank over interleaved samples in random order: of two that
/// are alike, each is slower about half of the time, however busy the machine.
/// </summary>
public static class SameTime
{
    public const int Samples = 60;

    /// <summary>With 60 samples each, chance alone moves the share by 0.05; this is six times that.</summary>
    private const double MayDiffer = 0.32;

    /// <summary>Does each kind as often, in a new order each time, and compares all with the first. Returns the kinds that show.</summary>
    /// <param name="kinds">What is done; told which time it is.</param>
    public static async Task<IReadOnlyList<string>> ShowingAsync(IReadOnlyList<(string Kind, Func<int, Task> Do)> kinds)
    {
        var times = kinds.ToDictionary(k => k.Kind, _ => new List<long>());
        for (var i = 0; i < Samples; i++)
        {
            var order = kinds.ToArray();
            Random.Shared.Shuffle(order);
            foreach (var (kind, act) in order)
            {
                var began = Stopwatch.GetTimestamp();
                await act(i);
                times[kind].Add(Stopwatch.GetTimestamp() - began);
            }
        }
        return [.. kinds.Skip(1).Select(k => k.Kind).Where(kind => Shows(times[kinds[0].Kind], times[kind]))];
    }

    /// <summary>Whether one of the two is slower too often.</summary>
    public static bool Shows(IReadOnlyList<long> first, IReadOnlyList<long> second) => Math.Abs(ShareSlower(first, second) - 0.5) >= MayDiffer;

    /// <summary>In how many of all pairs the first is slower (Mann-Whitney's U as a share); ties count half.</summary>
    private static double ShareSlower(IReadOnlyList<long> first, IReadOnlyList<long> second) =>
        first.Sum(a => second.Sum(b => a > b ? 1.0 : a == b ? 0.5 : 0)) / (first.Count * (double)second.Count);
}
