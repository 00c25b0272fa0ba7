using System.Text.Json;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Record;

public sealed class FileConnectorTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fp-drop");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Deliver_DropsOneFileForAFamily_OneEventALine_AndLeavesNothingHalfWritten()
    {
        await using var feed = await FeedStore.CreateAsync("Sqlite");
        await using var copy = feed.Copy(("drop", "Kind", "File"), ("drop", "Folder", _folder.FullName));
        var family = await feed.FamilyAsync("cornwall", "ECL/1");
        var ids = new List<Guid> { await feed.WriteAsync(family), await feed.WriteAsync(family, data: "{\n\"words\":\"a\\nb\"}") };

        await copy.Pump.RunOnceAsync();
        ids.Add(await feed.WriteAsync(family));
        await copy.Pump.RunOnceAsync();

        var files = Directory.GetFiles(_folder.FullName, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        files.Select(f => Path.GetRelativePath(_folder.FullName, f)).ShouldBe([$"cornwall/{family:N}-0000000001.ndjson", $"cornwall/{family:N}-0000000003.ndjson"]);
        files.SelectMany(File.ReadAllLines).Select(l => JsonDocument.Parse(l).RootElement.GetProperty("id").GetGuid()).ShouldBe(ids);
        if (!OperatingSystem.IsWindows()) (File.GetUnixFileMode(files[0]) & (UnixFileMode.OtherRead | UnixFileMode.OtherWrite)).ShouldBe(UnixFileMode.None);
    }

    [Fact]
    public async Task Deliver_WhereAFileIsAlready_NeverReplacesIt()
    {
        await using var feed = await FeedStore.CreateAsync("Sqlite");
        await using var copy = feed.Copy(("drop", "Kind", "File"), ("drop", "Folder", _folder.FullName));
        var family = await feed.FamilyAsync("cornwall");
        await feed.WriteAsync(family);
        var taken = Path.Combine(_folder.CreateSubdirectory("cornwall").FullName, $"{family:N}-0000000001.ndjson");
        await File.WriteAllTextAsync(taken, "collected soon");

        await copy.Pump.RunOnceAsync();

        (await File.ReadAllTextAsync(taken)).ShouldBe("collected soon");
        File.ReadAllLines(taken.Replace(".ndjson", "-2.ndjson")).Length.ShouldBe(1);
    }

    [Fact]
    public async Task Deliver_WhenTheFolderIsAway_WaitsAndParksNobody()
    {
        await using var feed = await FeedStore.CreateAsync("Sqlite");
        var away = Path.Combine(_folder.FullName, "share");
        await File.WriteAllTextAsync(away, "a file where the folder should be");
        await using var copy = feed.Copy(("drop", "Kind", "File"), ("drop", "Folder", away));
        var family = await feed.FamilyAsync("cornwall");
        await feed.WriteAsync(family);

        await copy.Pump.RunOnceAsync();
        var cursor = await feed.CursorAsync(family, "drop");
        (cursor.LastError, cursor.Attempts, cursor.ParkedAt).ShouldBe(("folder", 1, null));
        File.Delete(away);
        feed.Clock.Advance(TimeSpan.FromSeconds(2));
        await copy.Pump.RunOnceAsync();

        (await feed.CursorAsync(family, "drop")).NextNumber.ShouldBe(2);
    }
}
