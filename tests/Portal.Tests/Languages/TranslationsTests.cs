using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using FamilyPortal.Shared.Danger;
using FamilyPortal.Shared.Languages;
using FamilyPortal.Look.Components;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Languages;

/// <summary>
/// What families read, in every language that the pages speak. The files are read as translators write them, and what is built of
/// them as pages look it up.
/// </summary>
public sealed partial class TranslationsTests
{
    /// <summary>THE number of texts that are still English in each language: it only goes down.</summary>
    private static readonly Dictionary<string, int> StillEnglish = new() { ["pl"] = 0, ["ur"] = 0, ["ar"] = 0 };

    /// <summary>English for good: pages of staff, of the demo and of machines, texts to phones (docs/texts.md), and what the helper says.</summary>
    private static readonly string[] EnglishOnly = ["Portal/Staff/", "Portal/RecordApi/", "Portal/Demo/", "Shared/Plans/Document/", "Shared/Texting/", "Bot/"];

    private static readonly string Source = FindSource();

    private static string FindSource()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "FamilyPortal.sln"))) return Path.Combine(folder.FullName, "src");
        throw new InvalidOperationException("The source is not above the tests.");
    }

    /// <summary>"Portal/Plan/PlanText": every file of English texts for families.</summary>
    private static IReadOnlyList<string> Files { get; } =
        [.. Directory.EnumerateFiles(Source, "*.resx", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Source, f)[..^".resx".Length].Replace('\\', '/'))
            .Where(f => !f.Contains("/obj/") && !f.Contains("/bin/") && Path.GetExtension(f) == "" && !EnglishOnly.Any(e => f.StartsWith(e, StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal)];

    public static TheoryData<string> Languages => [.. InterfaceLanguages.All.Where(l => l != InterfaceLanguages.English).Select(l => l.Tag)];

    /// <summary>Options that are made once speak the language of whoever came first.</summary>
    [Fact]
    public void No_words_are_kept_for_all_readers()
    {
        var kept = new[] { "FamilyPortal.Portal", "FamilyPortal.Identity", "FamilyPortal.Look" }.SelectMany(name => System.Reflection.Assembly.Load(name).GetTypes())
            .SelectMany(t => t.GetFields(System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.DeclaredOnly))
            .Where(f => typeof(IEnumerable<Option>).IsAssignableFrom(f.FieldType) || f.FieldType == typeof(Option)).Select(f => $"{f.DeclaringType}.{f.Name}");
        kept.ShouldBeEmpty();
    }

    /// <summary>Of two words under one key, a page says the wrong one: the build only warns.</summary>
    [Fact]
    public void No_key_stands_twice()
    {
        var files = Directory.EnumerateFiles(Source, "*.resx", SearchOption.AllDirectories).Where(f => !f.Contains("/obj/") && !f.Contains("/bin/")).ToList();
        files.Count.ShouldBeGreaterThan(60);
        foreach (var file in files)
            System.Xml.Linq.XDocument.Load(file).Root!.Elements("data").GroupBy(e => e.Attribute("name")!.Value).Where(g => g.Count() > 1).Select(g => g.Key).ShouldBeEmpty(file);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void What_is_missing_is_English_and_is_counted(string language)
    {
        Files.Count.ShouldBeGreaterThan(20);
        var missing = 0;
        foreach (var file in Files)
        {
            var built = Built(file);
            var translated = Words(file, language);
            foreach (var (key, english) in Words(file)!)
            {
                var found = built.GetString(key, CultureInfo.GetCultureInfo(language));
                if (translated?.TryGetValue(key, out var words) == true && words.Length > 0) found.ShouldBe(words, $"{file}: {key} is in the file and is not built in.");
                else
                {
                    found.ShouldBe(english, $"{file}: {key}");
                    missing++;
                }
            }
        }
        missing.ShouldBeLessThanOrEqualTo(StillEnglish[language], "Translate what is new, or say here that it is not translated yet.");
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void A_translation_keeps_the_gaps_of_the_English_text_and_has_no_text_of_its_own(string language)
    {
        foreach (var file in Files)
        {
            if (Words(file, language) is not { } translated) continue;
            var english = Words(file)!;
            foreach (var (key, words) in translated)
            {
                english.ContainsKey(key).ShouldBeTrue($"{file}.{language}: {key} is not in English.");
                Gaps(words).ShouldBe(Gaps(english[key]), $"{file}.{language}: {key}");
                // A stray brace would end the page.
                Should.NotThrow(() => string.Format(CultureInfo.InvariantCulture, words, [.. Enumerable.Range(0, 10).Cast<object>()]), $"{file}.{language}: {key}");
            }
        }
    }

    /// <summary>A file in a language that is not on the list, or beside no English one, would never be seen.</summary>
    [Fact]
    public void Every_translation_is_of_a_known_language_and_file()
    {
        foreach (var file in Directory.EnumerateFiles(Source, "*.*.resx", SearchOption.AllDirectories).Where(f => !f.Contains("/obj/") && !f.Contains("/bin/")))
        {
            var parts = Path.GetFileName(file).Split('.');
            Languages.Select(l => l.Data).ShouldContain(parts[1], file);
            File.Exists(Path.Combine(Path.GetDirectoryName(file)!, parts[0] + ".resx")).ShouldBeTrue(file);
        }
    }

    /// <summary>Whom to ring and what to do first: wholly in a language, or wholly in English.</summary>
    [Theory]
    [MemberData(nameof(Languages))]
    public void The_advice_in_danger_is_never_half_translated_and_never_without_its_numbers(string language)
    {
        const string File = "Shared/Danger/DangerAdvice";
        if (Words(File, language) is { } translated) translated.Keys.Order().ShouldBe(Words(File)!.Keys.Order());

        var before = CultureInfo.CurrentUICulture;
        try
        {
            foreach (var kind in Enum.GetValues<DangerKind>().Where(k => k != DangerKind.None))
                foreach (var level in (DangerLevel[])[DangerLevel.Emergency, DangerLevel.Urgent])
                    foreach (var speaker in Enum.GetValues<Speaker>())
                    {
                        var finding = new DangerFinding(level, kind);
                        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-GB");
                        var english = DangerAdvice.For(finding, speaker, null, isOpen: false);
                        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
                        var advice = DangerAdvice.For(finding, speaker, null, isOpen: false);
                        advice.Numbers.Select(n => n.Number).ShouldBe(english.Numbers.Select(n => n.Number));
                        advice.Numbers.ShouldContain(n => n.Number == "999");
                        advice.Lines.Count.ShouldBe(english.Lines.Count);
                        foreach (var text in advice.Lines.Concat(advice.Numbers.Select(n => n.Label)).Append(advice.Heading)) text.ShouldNotBeNullOrWhiteSpace();
                    }
            // Of texts to a phone there is no translation: a watcher must be told nothing more by one.
            DangerAdvice.TextReply.ShouldBe(Words(File)!["TextReply"]);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    [Fact]
    public void Every_helpline_says_what_it_is_for() =>
        Words("Shared/Help/HelplineText")!.Keys.Order().ShouldBe(FamilyPortal.Shared.Help.Helplines.All.Select(h => h.Name).Order());

    [Theory]
    [InlineData("en", "3 December 2026", "Thursday 3 December", "3:45pm", "10am")]
    [InlineData("pl", "3 grudnia 2026", "czwartek, 3 grudnia", "15:45", "10:00")]
    [InlineData("ur", "3 دسمبر 2026", "جمعرات، 3 دسمبر", "15:45", "10:00")]
    [InlineData("ar", "3 ديسمبر 2026", "الخميس، 3 ديسمبر", "15:45", "10:00")]
    public void Days_and_times_are_said_in_the_language_in_the_calendar_of_the_plan(string language, string day, string weekday, string afternoon, string morning)
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
            SpokenDates.Day(new(2026, 12, 3)).ShouldBe(day);
            SpokenDates.Weekday(new(2026, 12, 3)).ShouldBe(weekday);
            SpokenDates.Time(new(15, 45)).ShouldBe(afternoon);
            SpokenDates.Time(new(10, 0)).ShouldBe(morning);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    private static ResourceManager Built(string file)
    {
        var part = file[..file.IndexOf('/')];
        var name = "FamilyPortal." + file.Replace('/', '.');
        return new(name, AppDomain.CurrentDomain.GetAssemblies().FirstOrDefault(a => a.GetName().Name == "FamilyPortal." + part) ?? System.Reflection.Assembly.Load("FamilyPortal." + part));
    }

    /// <summary>The texts of a file by key; null where there is no such file.</summary>
    private static Dictionary<string, string>? Words(string file, string? language = null)
    {
        var path = Path.Combine(Source, file + (language is null ? ".resx" : $".{language}.resx"));
        return File.Exists(path) ? XDocument.Load(path).Root!.Elements("data").ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value) : null;
    }

    private static IReadOnlyList<string> Gaps(string text) => [.. Gap().Matches(text).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"\{\d+\}")]
    private static partial Regex Gap();
}
