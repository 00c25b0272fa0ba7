using System.Diagnostics;
using System.Reflection;
using System.Text;
using System.Text.Json;

namespace FamilyPortal.Shared.Tests;

/// <summary>An independent opinion from npm: a script of the folder `npm`, one process for a whole corpus.</summary>
internal static class NodeChecks
{
    /// <summary>Gives the script one text per line, as a JSON string, and returns its lines of JSON.</summary>
    /// <exception cref="InvalidOperationException">The script failed: its own words.</exception>
    public static async Task<IReadOnlyList<T>> AskAsync<T>(string[] script, IReadOnlyList<string> texts, CancellationToken stop)
    {
        var folder = typeof(NodeChecks).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "NpmFolder").Value!;
        using var node = Process.Start(new ProcessStartInfo("node", script)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = new UTF8Encoding(false),
        })!;
        try
        {
            var errors = node.StandardError.ReadToEndAsync(stop);
            var answers = node.StandardOutput.ReadToEndAsync(stop);
            foreach (var text in texts)
                await node.StandardInput.WriteLineAsync(JsonSerializer.Serialize(text).AsMemory(), stop);
            node.StandardInput.Close();
            await node.WaitForExitAsync(stop);
            if (node.ExitCode != 0)
                throw new InvalidOperationException(await errors);
            return [.. (await answers).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<T>(line, JsonSerializerOptions.Web)!)];
        }
        finally
        {
            if (!node.HasExited)
                node.Kill();
        }
    }
}
