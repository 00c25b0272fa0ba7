using System.Globalization;

namespace FamilyPortal.Load;

/// <summary>What to measure, and for how long.</summary>
/// <param name="Only">One part of the report; null: all.</param>
/// <param name="Rounds">Measured rounds of each variant, one after the other in turn.</param>
/// <param name="RoundLength">Length of one round.</param>
/// <param name="Connections">Requests in flight.</param>
/// <param name="Starts">Starts of the local host that are timed.</param>
internal sealed record LoadOptions(string? Only, int Rounds, TimeSpan RoundLength, int Connections, int Starts)
{
    public const string Visits = "visits";
    public const string Throughput = "throughput";
    public const string StartUp = "start";
    public const string SignIns = "sign-ins";
    public const string Lighthouse = "lighthouse";

    private const string Usage = """
        usage: dotnet run --project tests/Load -c Release -- [options]

          --only visits|throughput|start|sign-ins|lighthouse
                                                    one part of the report
          --rounds N                                rounds of each variant (9)
          --seconds N                               length of a round (2)
          --connections N                           requests in flight (32)
          --starts N                                starts of the local host (5)

        PostgreSQL is measured where FAMILYPORTAL_TEST_POSTGRES names a server, or eng/postgres can start one.
        """;

    /// <summary>Null, with the reason written, where the command line does not read.</summary>
    public static LoadOptions? Parse(string[] args, TextWriter error)
    {
        var options = new LoadOptions(null, 9, TimeSpan.FromSeconds(2), 32, 5);
        for (var i = 0; i < args.Length; i += 2)
        {
            var value = i + 1 < args.Length ? args[i + 1] : "";
            var number = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n is > 0 and <= 1000 ? n : 0;
            LoadOptions? next = (args[i], number, value) switch
            {
                ("--only", _, Visits or Throughput or StartUp or SignIns or Lighthouse) => options with { Only = value },
                ("--rounds", > 0, _) => options with { Rounds = number },
                ("--seconds", > 0, _) => options with { RoundLength = TimeSpan.FromSeconds(number) },
                ("--connections", > 0, _) => options with { Connections = number },
                ("--starts", > 0, _) => options with { Starts = number },
                _ => null,
            };
            if (next is null)
            {
                error.WriteLine(args[i] is "--help" or "-h" ? Usage : $"Not understood: {args[i]} {value}\n{Usage}");
                return null;
            }
            options = next;
        }
        return options;
    }
}
