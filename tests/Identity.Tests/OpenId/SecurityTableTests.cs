using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace FamilyPortal.Identity.Tests.OpenId;

/// <summary>docs/security.md names tests and files: they exist.</summary>
public sealed partial class SecurityTableTests
{
    [GeneratedRegex(@"`(\w+)\.([A-Z]\w+)`")]
    private static partial Regex Test();

    [GeneratedRegex(@"`(src/[\w/.]+)`")]
    private static partial Regex Source();

    [Fact]
    public void Every_test_that_the_table_names_exists()
    {
        var root = Root();
        var tests = Directory.EnumerateFiles(Path.Combine(root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/")).Select(File.ReadAllText).ToList();
        var section = Section(root);
        var named = Test().Matches(section).Select(m => (Class: m.Groups[1].Value, Method: m.Groups[2].Value)).Where(n => n.Class.EndsWith("Tests") || n.Class.EndsWith("Attacks")).Distinct().ToList();

        named.Count.ShouldBeGreaterThan(40);
        named.Where(n => !tests.Any(t => Regex.IsMatch(t, $@"class {n.Class}\b") && Regex.IsMatch(t, $@"(async Task|void) {n.Method}\("))).ShouldBeEmpty();
    }

    [Fact]
    public void Every_file_that_the_table_names_exists()
    {
        var root = Root();
        Source().Matches(Section(root)).Select(m => m.Groups[1].Value).Where(f => !File.Exists(Path.Combine(root, f)) && !Directory.Exists(Path.Combine(root, f))).ShouldBeEmpty();
    }

    [Fact]
    public void Every_requirement_has_a_test_or_says_why_not()
    {
        var rows = Section(Root()).Split('\n').Where(l => l.StartsWith("| ") && !l.StartsWith("| §")).Select(l => l.Split('|', StringSplitOptions.TrimEntries));
        foreach (var row in rows)
            (Test().IsMatch(row[4]) || row[3].StartsWith("Not met") || row[3].StartsWith("Not applicable")).ShouldBeTrue(row[2]);
    }

    private static string Section(string root)
    {
        var text = File.ReadAllText(Path.Combine(root, "docs", "security.md"));
        var start = text.IndexOf("## The provider (RFC 9700)", StringComparison.Ordinal);
        return text[start..text.IndexOf("\n## ", start + 3, StringComparison.Ordinal)];
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "FamilyPortal.sln"))) return folder.FullName;
        throw new InvalidOperationException("Not in the repository.");
    }
}
