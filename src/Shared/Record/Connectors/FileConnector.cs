namespace FamilyPortal.Shared.Record.Connectors;

/// <summary>
/// Drops files of newline-delimited CloudEvents for a record system that collects from a folder: `{folder}/{authority}/{family}-{first
/// number}.ndjson`, each of one family, in order by name. A file appears whole (written aside, then renamed) and is never changed
/// or replaced. After a crash a later file may hold an event again: the id says so.
/// </summary>
internal sealed class FileConnector(ConnectorOptions options) : IFeedConnector
{
    public string Name => options.Name;
    public int Batch => 500;

    public async Task<DeliveryResult> DeliverAsync(IReadOnlyList<OutgoingEvent> events, CancellationToken cancel)
    {
        string? aside = null;
        try
        {
            var folder = Path.Combine(options.Folder!, FileSafe(events[0].AuthorityId));
            Directory.CreateDirectory(folder);
            aside = Path.Combine(folder, $".{Guid.NewGuid():N}.writing");
            await WriteAsync(aside, events, cancel);
            Rename(aside, folder, $"{events[0].FamilyId:N}-{events[0].Number:D10}");
            return new(DeliveryOutcome.Delivered);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A full disk, a share that went away: all families wait for it alike.
            return new(DeliveryOutcome.Unreachable, "folder");
        }
        finally
        {
            if (aside is not null && File.Exists(aside)) File.Delete(aside);
        }
    }

    private static async Task WriteAsync(string path, IReadOnlyList<OutgoingEvent> events, CancellationToken cancel)
    {
        var how = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, Options = FileOptions.Asynchronous };
        // Families' words: for the owner and the collecting group only.
        if (!OperatingSystem.IsWindows()) how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        await using var file = new FileStream(path, how);
        foreach (var one in events)
        {
            await file.WriteAsync(one.Json, cancel);
            await file.WriteAsync("\n"u8.ToArray(), cancel);
        }
        await file.FlushAsync(cancel);
        file.Flush(flushToDisk: true);
    }

    private static void Rename(string aside, string folder, string name)
    {
        for (var again = 1; ; again++)
        {
            var target = Path.Combine(folder, again == 1 ? $"{name}.ndjson" : $"{name}-{again}.ndjson");
            if (File.Exists(target)) continue;
            try
            {
                File.Move(aside, target, overwrite: false);
                return;
            }
            catch (IOException) when (File.Exists(target))
            {
                // Another copy took the name between the look and the move.
            }
        }
    }

    private static string FileSafe(string authority) => string.Concat(authority.Where(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'));
}
