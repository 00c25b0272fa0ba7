using System.Diagnostics;
using System.Reflection;
using System.Text;
using System.Text.Json;
using FamilyPortal.Shared.Plans.Document;

namespace FamilyPortal.Shared.Tests.Plans.Document;

/// <summary>The independent validator: npm's ajv on the published schema, one process for a whole corpus.</summary>
internal static class SchemaValidator
{
    /// <summary>For each document, null where the schema accepts it, else the JSON Pointers of what it refuses.</summary>
    public static async Task<IReadOnlyList<string[]?>> ValidateAsync(IReadOnlyList<string> documents, CancellationToken stop)
    {
        var folder = typeof(SchemaValidator).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "NpmFolder").Value!;
        var schema = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(schema, PlanSchema.Utf8, stop);
            using var node = Process.Start(new ProcessStartInfo("node", ["validate.mjs", schema])
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
                foreach (var document in documents)
                    await node.StandardInput.WriteLineAsync(JsonSerializer.Serialize(document).AsMemory(), stop);
                node.StandardInput.Close();
                await node.WaitForExitAsync(stop);
                if (node.ExitCode != 0)
                    throw new InvalidOperationException(await errors);
                return [.. (await answers).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<string[]?>(line))];
            }
            finally
            {
                if (!node.HasExited)
                    node.Kill();
            }
        }
        finally
        {
            File.Delete(schema);
        }
    }
}
