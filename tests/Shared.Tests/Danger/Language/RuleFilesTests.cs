using FamilyPortal.Shared.Danger.Language;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Danger.Language;

/// <summary>Every rule file is read, and nothing that has a name stands in two of them.</summary>
public sealed class RuleFilesTests
{
    [Fact]
    public void EmbeddedFiles_AreThoseOfTheFolder_InTheOrderOfTheirNames()
    {
        var folder = Path.Combine(Source(), "Shared", "Danger", "Rules");
        string[] files = [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.ChangeExtension(Path.GetRelativePath(folder, file), null).Replace(Path.DirectorySeparatorChar, '.'))];

        files.Length.ShouldBeGreaterThan(30);
        RuleBook.EmbeddedFiles().Keys.ShouldBe(files.Order(StringComparer.Ordinal));
    }

    /// <summary>No file is left out: whatever stands in one is read.</summary>
    [Fact]
    public void Read_AFaultInAnyFile_IsFound()
    {
        foreach (var file in RuleBook.EmbeddedFiles().Keys)
        {
            var files = RuleBook.EmbeddedFiles();
            files[file] = "nonsense: [";
            Should.Throw<Exception>(() => RuleBook.Read(files), file);
        }
    }

    [Theory]
    [InlineData("groups.again", "happening:\n  phrases: |\n    now\n")]
    [InlineData("groups.again", "twice:\n  phrases: |\n    now\ntwice:\n  phrases: |\n    now\n")]
    [InlineData("spellings.again", "words:\n  im: i am\n")]
    [InlineData("spellings.again", "phrases:\n  all alone: alone\n")]
    public void Read_WhatStandsThereTwice_IsRefused(string file, string yaml)
    {
        var files = RuleBook.EmbeddedFiles();
        files[file] = yaml;
        Should.Throw<Exception>(() => RuleBook.Read(files)).GetType().Name.ShouldBeOneOf(nameof(FormatException), "YamlException");
    }

    private static string Source()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "FamilyPortal.sln"))) return Path.Combine(folder.FullName, "src");
        }

        throw new DirectoryNotFoundException("There is no FamilyPortal.sln above the tests.");
    }
}
