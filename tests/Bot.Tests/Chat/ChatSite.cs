using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using FamilyPortal.Shared.Danger;
using FamilyPortal.Shared.Demo;
using FamilyPortal.Shared.Desk;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Families.SignIn;
using FamilyPortal.Shared.Storage;
using FamilyPortal.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace FamilyPortal.Bot.Tests.Chat;

/// <summary>
/// The Bot on a free port with a store of its own, at noon on Wednesday 25 November 2026 until a test moves the clock. Families
/// and sessions are made as the Portal makes them; what is said goes over HTTP.
/// </summary>
internal sealed class ChatSite : IAsyncDisposable
{
    public const string Secret = "direct-line-for-tests-0123456789";
    public const string PortalOrigin = "http://localhost:5100";

    private static readonly string? Admin = Environment.GetEnvironmentVariable("FAMILYPORTAL_TEST_POSTGRES") is { Length: > 0 } s ? s : null;
    private static readonly Lazy<Task<string>> Template = new(MakeTemplateAsync);
    private readonly WebApplication _app;
    private readonly DirectoryInfo? _folder;
    private readonly (string Key, string? Value)[] _settings;
    private readonly string? _database;
    private readonly Dictionary<string, DemoPerson> _invited = [];

    private ChatSite(WebApplication app, Clock clock, DirectoryInfo? folder, string? database, (string, string?)[] settings)
    {
        (_app, Time, _folder, _database, _settings) = (app, clock, folder, database, settings);
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public static Xunit.TheoryData<string> Providers => Admin is null ? ["Sqlite"] : ["Sqlite", "Postgres"];

    /// <summary>Seeds of random plans: so many on SQLite, and others on PostgreSQL, half as many. What a plan may say does not depend on where it lies.</summary>
    public static IEnumerable<int> Seeds(string provider, int first, int number) =>
        provider == "Postgres" ? Enumerable.Range(first + number, (number + 1) / 2) : Enumerable.Range(first, number);

    public HttpClient Http { get; }

    public Clock Time { get; }

    public T Get<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    public static async Task<ChatSite> StartAsync(string[]? families = null, string provider = "Sqlite", ILoggerProvider? logs = null, params (string Key, string? Value)[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("fp-chat-");
        var database = provider == "Postgres" ? "fp_chat_" + Guid.NewGuid().ToString("n") : null;
        if (database is not null) await AdminAsync($"CREATE DATABASE {database}");
        var connection = database is null
            ? $"Data Source={Path.Combine(folder.FullName, "test.db")}"
            : new NpgsqlConnectionStringBuilder(Admin) { Database = database, MaxPoolSize = 20 }.ToString();
        if (database is null) File.Copy(await Template.Value, Path.Combine(folder.FullName, "test.db"));
        (string, string?)[] all = [("Storage:Provider", provider), ("Storage:Connection", connection), .. settings];
        var clock = new Clock();
        try
        {
            var site = new ChatSite(await RunAsync(clock, all, logs), clock, folder, database, all);
            foreach (var name in families ?? []) await site.LoadAsync(SamplePlans.Load(name));
            return site;
        }
        catch
        {
            folder.Delete(recursive: true);
            throw;
        }
    }

    /// <summary>A second copy of the Bot on the same database. Ends before its first.</summary>
    public async Task<ChatSite> CopyAsync() => new(await RunAsync(Time, _settings), Time, null, null, _settings);

    private static async Task<WebApplication> RunAsync(Clock clock, (string Key, string? Value)[] settings, ILoggerProvider? logs = null)
    {
        var app = BotApp.Build(new WebApplicationOptions { EnvironmentName = "Development" }, builder =>
        {
            builder.Logging.ClearProviders();
            if (logs is not null) builder.Logging.AddProvider(logs);
            builder.Configuration.AddInMemoryCollection(
            [
                new("urls", "http://127.0.0.1:0"),
                new("Portal:PublicUrl", PortalOrigin),
                new("Bot:DirectLineSecret", Secret),
                new("Texts:Gateway", "none"),
            ]);
            builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, s.Value)));
            builder.Services.AddSingleton<TimeProvider>(clock);
        });
        await BotApp.InitialiseAsync(app);
        await app.StartAsync();
        return app;
    }

    /// <summary>Stores a plan, makes its workers staff and invites everybody else.</summary>
    public async Task LoadAsync(byte[] plan)
    {
        foreach (var person in await Get<DemoSeed>().LoadAsync(plan))
            if (person.Contact is { } contact) _invited[contact] = person;
    }

    /// <summary>The membership of whoever has this number or address, after their first sign-in.</summary>
    public async Task<Guid> ClaimAsync(string contact)
    {
        var directory = Get<SignInDirectory>();
        var candidate = (await directory.FindAsync(ContactAddress.Parse(contact)!)).Single();
        if (candidate.Subject is null && (await directory.TryWordAsync([candidate], _invited[contact].Word) is not { Outcome: WordOutcome.Right } told || await Get<MembershipClaims>().ClaimAsync(candidate, told.Proof, Subject(contact), ClaimWith.NewPin) is null))
            throw new InvalidOperationException("The word is not right.");
        return candidate.MembershipKey;
    }

    /// <summary>A Portal session of theirs: the secret in the cookie, and the key that goes to the Bot.</summary>
    public async Task<(string Secret, string Key)> SignInAsync(string contact)
    {
        var secret = await _app.Services.OpenSessionAsync(Subject(contact), $"sid-{contact}");
        return (secret, (await Get<PortalSessions>().ResolveAsync(secret))!.SessionKey);
    }

    /// <summary>The worker of a sample, as a viewer of the family of that name.</summary>
    public async Task<StaffViewer> WorkerAsync(string email)
    {
        var directory = Get<SignInDirectory>();
        foreach (var account in await directory.StaffAsync())
        {
            var subject = $"staff:{account.Id}";
            if (!await directory.ClaimStaffAsync(account.Id, subject)) throw new InvalidOperationException("Somebody else is this worker.");
            var user = (await Get<PortalSessions>().ResolveAsync(await Get<PortalSessions>().OpenAsync(subject, "sid-staff", isStaff: true)))!.Staff!;
            foreach (var line in await Get<StaffDesk>().FamiliesAsync(user))
                if (user.Role != StaffRole.Duty && await Get<ViewerDirectory>().StaffAsync(user, line.Family) is { } viewer && email.StartsWith(viewer.Name.ToLowerInvariant().Replace(' ', '.'), StringComparison.Ordinal))
                    return viewer;
        }
        throw new InvalidOperationException("No family of that worker.");
    }

    public async Task<IReadOnlyList<DeskAnswer>> AnswersAsync(StaffViewer worker) => await Get<StaffDesk>().AnswersAsync(worker);

    public async Task<IReadOnlyList<AlertView>> AlertsAsync(StaffViewer worker) => await Get<Alerts>().OfFamilyAsync(worker);

    /// <summary>What was said in these conversations, as it lies in the database.</summary>
    public async Task<string> StoredAsync(params string[] conversations)
    {
        var settings = _settings.ToDictionary(s => s.Key, s => s.Value);
        await using System.Data.Common.DbConnection connection = settings["Storage:Provider"] == "Postgres" ? new NpgsqlConnection(settings["Storage:Connection"]) : new SqliteConnection(settings["Storage:Connection"]);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = """SELECT "ConversationId", "Json" FROM "ConversationActivities" """;
        await using var reader = await command.ExecuteReaderAsync();
        var all = new System.Text.StringBuilder();
        while (await reader.ReadAsync())
            if (conversations.Contains(reader.GetGuid(0).ToString())) all.AppendLine(reader.GetString(1));
        return all.ToString();
    }

    /// <summary>Somebody's chat, opened and greeted.</summary>
    public async Task<ChatTalk> TalkAsync(string contact, string? sessionKey = null)
    {
        var talk = new ChatTalk(this, await TokenAsync(await ClaimAsync(contact), sessionKey));
        await talk.OpenAsync();
        return talk;
    }

    public async Task<JsonElement> TokenAsync(Guid membership, string? sessionKey = null)
    {
        var answer = await GenerateAsync($"dl_{membership:N}", Secret, sessionKey);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    public Task<HttpResponseMessage> GenerateAsync(string userId, string? secret, string? sessionKey = null, string? conversationId = null) =>
        SendAsync(HttpMethod.Post, "tokens/generate", secret, JsonContent.Create(new { user = new { id = userId }, sessionKey, conversationId }));

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? bearer, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, $"/v3/directline/{path}") { Content = content };
        if (bearer is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        return await Http.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (_folder is null) return;
        if (_database is not null) await AdminAsync($"DROP DATABASE IF EXISTS {_database} WITH (FORCE)");
        else SqliteConnection.ClearPool(new(StorageSetup.SqliteConnectionString(_settings.First(s => s.Key == "Storage:Connection").Value!)));
        _folder.Delete(recursive: true);
    }

    /// <summary>A migrated database to copy, so that a test does not pay for the migrations.</summary>
    private static async Task<string> MakeTemplateAsync()
    {
        var folder = Directory.CreateTempSubdirectory("fp-chat-template-");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Delete(recursive: true);
        var file = Path.Combine(folder.FullName, "test.db");
        var app = await RunAsync(new Clock(), [("Storage:Provider", "Sqlite"), ("Storage:Connection", $"Data Source={file};Pooling=False")]);
        await app.StopAsync();
        await app.DisposeAsync();
        return file;
    }

    private static string Subject(string contact) => $"subject-{contact}";

    private static async Task AdminAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Admin) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Stands still until moved.</summary>
    public sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
