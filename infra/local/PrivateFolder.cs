using FamilyPortal.Shared.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;

namespace FamilyPortal.Local;

/// <summary>
/// The data folder and the databases in it, for their owner's eyes only: other accounts of the machine are kept out. On Windows the
/// folder's own rules stand.
/// </summary>
internal static class PrivateFolder
{
    private const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnersFolder = OwnersFile | UnixFileMode.UserExecute;
    private static readonly string[] Kept = ["*.db", "*.db-wal", "*.db-shm", "*.json", "*.pfx"];

    /// <summary>Makes the folder, or closes one that an earlier version left open. Returns its full path.</summary>
    public static string Open(string path)
    {
        if (OperatingSystem.IsWindows()) return Directory.CreateDirectory(path).FullName;
        if (!Directory.Exists(path)) return Directory.CreateDirectory(path, OwnersFolder).FullName;
        var folder = new DirectoryInfo(path);
        // Never somebody else's, such as /tmp, nor what is in it.
        if (!IsOurs(folder)) return folder.FullName;
        folder.UnixFileMode = OwnersFolder;
        foreach (var file in Kept.SelectMany(folder.EnumerateFiles).Where(f => f.LinkTarget is null)) file.UnixFileMode = OwnersFile;
        return folder.FullName;
    }

    /// <summary>
    /// Makes the SQLite files that are not there yet: SQLite itself would make them readable, and gives its log the file's mode. With a
    /// write-ahead log, as Entity Framework makes them, which leaves alone a file that it finds.
    /// </summary>
    public static void MakeDatabases(IConfiguration configuration)
    {
        if (OperatingSystem.IsWindows()) return;
        foreach (var section in (string[])["Storage", "IdentityStorage"])
        {
            if (configuration.GetSection(section).Get<StorageOptions>() is not { Provider: "Sqlite", Connection.Length: > 0 } storage) continue;
            var path = new SqliteConnectionStringBuilder(storage.Connection).DataSource;
            if (File.Exists(path) || !Path.IsPathRooted(path)) continue;
            File.Open(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnersFile }).Dispose();
            using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
            connection.Open();
            using var log = connection.CreateCommand();
            log.CommandText = "PRAGMA journal_mode = 'wal'";
            log.ExecuteNonQuery();
        }
    }

    private static bool IsOurs(DirectoryInfo folder) =>
        !folder.UnixFileMode.HasFlag(UnixFileMode.StickyBit) && (File.Exists(Path.Combine(folder.FullName, LocalSecrets.File)) || !folder.EnumerateFileSystemInfos().Any());
}
