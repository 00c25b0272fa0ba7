using System.Runtime.InteropServices;
using FamilyPortal.Load.Lighthouse;
using FamilyPortal.Load.Serving;
using FamilyPortal.Load.SignIns;
using FamilyPortal.Load.StartUp;
using FamilyPortal.Load.Throughput;
using FamilyPortal.Load.Visits;

namespace FamilyPortal.Load;

/// <summary>
/// Everything that is measured, as text. A report and not a gate: the figures depend on the machine and on what else it does,
/// and only those of one run compare.
/// </summary>
internal static class Report
{
    public static async Task<int> WriteAsync(LoadOptions options, TextWriter output)
    {
        await output.WriteLineAsync($"{Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}");
        await using var postgres = await PostgresServer.FindAsync(output);
        if (options.Only is null or LoadOptions.Visits) await WireReport.WriteAsync(output);
        if (options.Only is null or LoadOptions.Lighthouse) await LighthouseReport.WriteAsync(output);
        if (options.Only is null or LoadOptions.StartUp) await StartReport.WriteAsync(options, output);
        if (options.Only is null or LoadOptions.Throughput) await ThroughputReport.WriteAsync(options, postgres?.Connection, output);
        if (options.Only is null or LoadOptions.SignIns) await SignInReport.WriteAsync(options, postgres?.Connection, output);
        return 0;
    }
}
