using System.Reflection;
using System.Text.Json;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Families.SignIn;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Plans.News;
using FamilyPortal.Shared.Record;
using FamilyPortal.Shared.Responses;
using FamilyPortal.Shared.Storage.Prepared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Storage;

/// <summary>The SQL of our own reads what EF Core reads: every column of every row, on both databases.</summary>
public sealed class PreparedReadsTests
{
    /// <summary>What of an answer no reader's page shows or is decided by. A new column belongs here or in <see cref="AnswerRow"/>.</summary>
    private static readonly string[] DecidesNothing =
        [nameof(Answer.FamilyId), nameof(Answer.WithStaff), nameof(Answer.FormKey), nameof(Answer.Turn), nameof(Answer.ContentHash), nameof(Answer.AlertId), nameof(Answer.ReleasedBy), nameof(Answer.GapKnownAt), nameof(Answer.GapKnownBy)];

    /// <summary>What a row tells besides: of its entry, of its readers, of its alert no more than that there is one, of newer answers that they are there.</summary>
    private static readonly string[] NotOfAnswers = [nameof(AnswerRow.Number), nameof(AnswerRow.Reading), nameof(AnswerRow.SaysDanger), nameof(AnswerRow.IsReplaced)];

    private static int _values;

    [Theory, MemberData(nameof(TestStore.Providers), MemberType = typeof(TestStore))]
    public async Task Session_IsReadWithEveryColumn_FilledOrEmpty(string provider)
    {
        await using var test = await TestStore.CreateAsync(provider);
        foreach (var filled in new[] { true, false })
        {
            var (session, staff, family) = (Make<PortalSession>(filled), Make<StaffMember>(filled), Make<Family>(filled));
            session.EndedAt = null;
            family.Id = Guid.NewGuid();
            List<Membership> members = [Make<Membership>(filled), Make<Membership>(filled)];
            List<Restriction> restrictions = [Make<Restriction>(filled), Make<Restriction>(filled), Make<Restriction>(filled: true)];
            List<Person> people = [.. members.Select(m => Make<Person>(filled))];
            foreach (var (person, member) in people.Zip(members)) (person.FamilyId, member.FamilyId, person.PersonId, member.Subject) = (family.Id, family.Id, member.PersonId, session.Subject);
            List<PersonPreferences> chosen = [.. members.Select(m => Make<PersonPreferences>(filled))];
            foreach (var (preferences, member) in chosen.Zip(members)) (preferences.FamilyId, preferences.PersonId) = (family.Id, member.PersonId);
            foreach (var restriction in restrictions) (restriction.FamilyId, restriction.LiftedAt) = (family.Id, null);
            restrictions[^1].LiftedAt = family.CreatedAt;
            staff.Subject = session.Subject;
            var elsewhere = Make<Membership>(filled);
            (elsewhere.FamilyId, elsewhere.PersonId, elsewhere.Subject) = (family.Id, people[0].PersonId + "'", session.Subject);
            List<PlanSeen> seen = [.. people.Select(_ => Make<PlanSeen>(filled))];
            foreach (var (one, person) in seen.Zip(people)) (one.FamilyId, one.PersonId) = (family.Id, person.PersonId);
            var opens = members.Select(m => new SignInOpen { Sid = session.Sid, MembershipKey = m.Key });
            await test.SaveAsync(s => s.AddRange([session, staff, family, .. people, .. members, .. seen, .. opens, .. restrictions, .. chosen]));

            var rows = await ReadAsync(test, SessionRow.Sql, session.Id, SessionRow.Read);

            rows.Count.ShouldBe(members.Count * 2);
            Json(rows.Select(r => r.Session).DistinctBy(x => x.Id)).ShouldBe(Json(await test.ReadAsync(s => s.Sessions.AsNoTracking().Where(x => x.Id == session.Id).ToListAsync())));
            Json(rows.Select(r => r.Staff!).DistinctBy(x => x.Id)).ShouldBe(Json(await test.ReadAsync(s => s.Staff.AsNoTracking().Where(x => x.Id == staff.Id).ToListAsync())));
            Json(rows.Select(r => r.Family!).DistinctBy(x => x.Id)).ShouldBe(Json(await test.ReadAsync(s => s.Families.AsNoTracking().Where(x => x.Id == family.Id).ToListAsync())));
            Json(rows.Select(r => r.Member!).DistinctBy(x => x.Key)).ShouldBe(Json(await test.ReadAsync(s => s.Memberships.AsNoTracking().Where(x => x.FamilyId == family.Id && x.Key != elsewhere.Key).ToListAsync())));
            Json(rows.Select(r => r.Person!).DistinctBy(x => x.PersonId)).ShouldBe(Json(await test.ReadAsync(s => s.People.AsNoTracking().Where(x => x.FamilyId == family.Id).ToListAsync())));
            Json(rows.Select(r => r.Preferences!).DistinctBy(x => x.PersonId)).ShouldBe(Json(await test.ReadAsync(s => s.Preferences.AsNoTracking().Where(x => x.FamilyId == family.Id).ToListAsync())));
            Json(rows.Select(r => r.Seen!).DistinctBy(x => x.PersonId)).ShouldBe(Json(await test.ReadAsync(s => s.PlanSeen.AsNoTracking().Where(x => x.FamilyId == family.Id).ToListAsync())));
            Json(rows.Select(r => r.Restriction!).DistinctBy(x => x.Id)).ShouldBe(Json(await test.ReadAsync(s => s.Restrictions.AsNoTracking().Where(x => x.FamilyId == family.Id && x.LiftedAt == null).ToListAsync())));
        }
    }

    [Theory, MemberData(nameof(TestStore.Providers), MemberType = typeof(TestStore))]
    public async Task Session_OfNobody_OrEnded(string provider)
    {
        await using var test = await TestStore.CreateAsync(provider);
        var (nobody, ended) = (Make<PortalSession>(filled: false), Make<PortalSession>(filled: true));
        await test.SaveAsync(s => s.AddRange(nobody, ended));

        (await ReadAsync(test, SessionRow.Sql, nobody.Id, SessionRow.Read)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            r => r.Staff.ShouldBeNull(), r => r.Member.ShouldBeNull(), r => r.Person.ShouldBeNull(), r => r.Family.ShouldBeNull(), r => r.Seen.ShouldBeNull(), r => r.Restriction.ShouldBeNull(), r => r.Preferences.ShouldBeNull());
        (await ReadAsync(test, SessionRow.Sql, ended.Id, SessionRow.Read)).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(TestStore.Providers), MemberType = typeof(TestStore))]
    public async Task Answers_AreReadWithEveryColumn_FilledOrEmpty(string provider)
    {
        await using var test = await TestStore.CreateAsync(provider);
        var (family, other) = (Make<Family>(filled: true), Make<Family>(filled: true));
        List<Answer> answers = [Make<Answer>(filled: true), Make<Answer>(filled: false), Make<Answer>(filled: true)];
        List<AnswerRead> readings = [Make<AnswerRead>(filled: true), Make<AnswerRead>(filled: true)];
        foreach (var answer in answers) (answer.FamilyId, answer.GiverId) = (family.Id, "reader");
        answers[^1].FamilyId = other.Id;
        foreach (var reading in readings) (reading.FamilyId, reading.AnswerId) = (family.Id, answers[0].Id);
        // In the record the one given last came first: its number is the order.
        List<RecordEntry> entries = [.. answers.Select((answer, n) => Make<RecordEntry>(filled: true)).Reverse()];
        foreach (var (entry, answer) in entries.Zip(answers)) (entry.FamilyId, entry.EventId) = (answer.FamilyId, answer.Id);
        await test.SaveAsync(s => s.AddRange([family, other, .. answers, .. readings, .. entries]));

        var rows = await ReadAnswersAsync(test, family.Id, "reader");

        rows.Select(r => (r.Id, r.Reading)).ShouldBe([
            (answers[1].Id, null), (answers[0].Id, new(readings[0].StaffName, readings[0].OpenedAt, readings[0].ReadAt)), (answers[0].Id, new(readings[1].StaffName, readings[1].OpenedAt, readings[1].ReadAt))]);
        rows.Select(r => r.Number).Distinct().ShouldBe([entries[1].Number, entries[0].Number]);
        var stored = await test.ReadAsync(s => s.Answers.AsNoTracking().Where(x => x.FamilyId == family.Id).ToListAsync());
        Json(rows.DistinctBy(r => r.Id).Select(Shown)).ShouldBe(Json(stored.Select(Shown)));
        rows.ShouldAllBe(r => r.SaysDanger == (stored.Single(a => a.Id == r.Id).AlertId != null));
    }

    /// <summary>However many answers are hidden from a reader, they cost the reader's page nothing: they stay in the database.</summary>
    [Theory, MemberData(nameof(TestStore.Providers), MemberType = typeof(TestStore))]
    public async Task Answers_ThatCanBeNobodyElses_AreNotRead(string provider)
    {
        const string reader = "p \"1\" zażółć";
        await using var test = await TestStore.CreateAsync(provider);
        var family = Make<Family>(filled: true);
        Answer Give(Action<Answer> change)
        {
            var answer = Make<Answer>(filled: false);
            (answer.FamilyId, answer.Kind, answer.ByStaff, answer.IsHeld, answer.Chosen) = (family.Id, AnswerKind.Score, false, false, []);
            change(answer);
            return answer;
        }
        var own = Give(a => a.GiverId = reader);
        List<Answer> readable = [
            own,
            Give(a => a.Chosen = ["p2", reader]),
            Give(a => (a.Chosen, a.ByStaff) = ([reader], true)),
            Give(a => (a.Chosen, a.IsHeld, a.ReleasedAt, a.ReleasedTo) = ([reader], true, a.GivenAt, ["p2", reader])),
            Give(a => (a.Kind, a.ByStaff, a.InReplyTo) = (AnswerKind.WorkerReply, true, own.Id))];
        var others = Give(_ => { });
        List<Answer> hidden = [
            others,
            Give(a => a.Chosen = ["p2", "p", reader + "1", $"[{reader}]", reader.ToUpperInvariant()]),
            Give(a => a.ByStaff = true),
            Give(a => (a.Chosen, a.IsHeld) = ([reader], true)),
            Give(a => (a.Chosen, a.IsHeld, a.ReleasedAt, a.ReleasedTo) = ([reader], true, a.GivenAt, ["p2"])),
            Give(a => (a.Chosen, a.SharingEndedAt) = ([reader], a.GivenAt)),
            Give(a => (a.Kind, a.ByStaff, a.InReplyTo) = (AnswerKind.WorkerReply, true, others.Id))];
        List<RecordEntry> entries = [.. readable.Concat(hidden).Select(_ => Make<RecordEntry>(filled: true))];
        foreach (var (entry, answer) in entries.Zip(readable.Concat(hidden))) (entry.FamilyId, entry.EventId) = (family.Id, answer.Id);
        await test.SaveAsync(s => s.AddRange([family, .. readable, .. hidden, .. entries]));

        (await ReadAnswersAsync(test, family.Id, reader)).Select(r => r.Id).ShouldBe(readable.Select(a => a.Id));
    }

    [Fact]
    public void EveryColumnOfAnAnswer_IsInTheRow_OrIsKnownToDecideNothingThatIsShown()
    {
        var row = typeof(AnswerRow).GetProperties().Select(p => p.Name).Except(NotOfAnswers).ToList();

        row.Concat(DecidesNothing).Order(StringComparer.Ordinal).ShouldBe(typeof(Answer).GetProperties().Select(p => p.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task WhatIsCommitted_IsReadAtTheNextAsking_ByManyAtOnce()
    {
        await using var test = await TestStore.CreateAsync();
        using var host = TestHost.Build(test);
        var reads = host.Services.GetRequiredService<PreparedReads>();
        var session = Make<PortalSession>(filled: false);
        await test.SaveAsync(s => s.Add(session));
        for (var i = 1; i <= 20; i++)
        {
            await test.SaveAsync(s => s.Update(session).Entity.SeenAt = session.CreatedAt.AddSeconds(i));

            var all = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => reads.ReadAsync(SessionRow.Sql, [session.Id], SessionRow.Read, CancellationToken.None))));

            all.ShouldAllBe(rows => rows.Single().Session.SeenAt == session.CreatedAt.AddSeconds(i));
        }
    }

    /// <summary>PostgreSQL takes longer to translate these queries than to answer them.</summary>
    [Theory, MemberData(nameof(TestStore.Providers), MemberType = typeof(TestStore))]
    public async Task OnPostgres_ACommandIsTranslatedOncePerConnection_UnlessTheConnectionStringSaysOtherwise(string provider)
    {
        if (provider != "Postgres") return;
        await using var test = await TestStore.CreateAsync(provider);
        foreach (var (more, kept) in new[] { ("", true), (";Max Auto Prepare=0", false), (";maxautoprepare=0", false) })
        {
            using var source = new PostgresSource($"{test.Connection};Maximum Pool Size=1{more}");
            for (var i = 0; i < 10; i++) await new PostgresReads(source).ReadAsync(SessionRow.Sql, [$"nobody {i}"], SessionRow.Read, CancellationToken.None);

            await using var command = source.Source.CreateCommand("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%\"Sessions\"%' AND statement NOT LIKE '%pg_prepared%'");
            ((long)(await command.ExecuteScalarAsync())!).ShouldBe(kept ? 1 : 0, more);
        }
    }

    [Fact]
    public void Rows_AreEqual_WhereAllOfThemIs_ListsIncluded()
    {
        var row = new AnswerRow(1, Guid.NewGuid(), AnswerKind.Score, "q", "p", false, "P", null, null, default, 4, null, "w", null, null, null, null, new(["a", "b"]), new(["c"]), null, false, null, null, new([]), null, new([]), false, false, 1, new("S", default, default));

        (row with { Chosen = new(["a", "b"]), SeenByThen = new(["c"]), Reading = new("S", default, default) }).ShouldBe(row);
        ((AnswerRow[])[row with { Words = "x" }, row with { MeetingAt = DateTimeOffset.UnixEpoch }, row with { DoneOn = default(DateOnly) }, row with { PictureSha256 = "aa" }, row with { Number = 2 }, row with { WithSession = Guid.NewGuid() }, row with { Chosen = new(["b", "a"]) }, row with { SeenByThen = new([]) }, row with { IsHeld = true }, row with { ReleasedAt = DateTimeOffset.UnixEpoch }, row with { SharingEndedAt = DateTimeOffset.UnixEpoch }, row with { ReleasedByName = "S" }, row with { ReleasedTo = new(["a"]) }, row with { GapKnownTo = new(["a"]) }, row with { SaysDanger = true }, row with { IsReplaced = true }, row with { PlanVersion = 2 }, row with { Reading = null }])
            .ShouldAllBe(other => other != row);
    }

    private static async Task<List<AnswerRow>> ReadAnswersAsync(TestStore test, Guid family, string reader)
    {
        using IHost host = TestHost.Build(test);
        var reads = host.Services.GetRequiredService<PreparedReads>();
        var rows = await reads.ReadAsync(AnswerRow.SqlFor(reads.IsOneOf), [family, reader], AnswerRow.Read, CancellationToken.None);
        rows.Sort(AnswerRow.OldestFirst);
        return rows;
    }

    private static async Task<List<TRow>> ReadAsync<TRow>(TestStore test, string sql, object parameter, Func<Columns, TRow> row)
    {
        using IHost host = TestHost.Build(test);
        return await host.Services.GetRequiredService<PreparedReads>().ReadAsync(sql, [parameter], row, CancellationToken.None);
    }

    /// <summary>Each property with a value that no other has; those that may be empty are, unless <paramref name="filled"/>.</summary>
    private static T Make<T>(bool filled) where T : class
    {
        var made = (T)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(typeof(T));
        var nulls = new NullabilityInfoContext();
        foreach (var property in typeof(T).GetProperties().Where(p => p.CanWrite))
            property.SetValue(made, filled || nulls.Create(property).ReadState == NullabilityState.NotNull ? Value(property.PropertyType) : null);
        return made;
    }

    /// <summary>By name, what a row has of an answer.</summary>
    private static Dictionary<string, object?> Shown<T>(T from) => typeof(AnswerRow).GetProperties().Select(p => p.Name).Except(NotOfAnswers)
        .ToDictionary(name => name, name => typeof(T).GetProperty(name)!.GetValue(from) is Values<string> { All: var all } ? all : typeof(T).GetProperty(name)!.GetValue(from));

    private static object Value(Type type)
    {
        var n = Interlocked.Increment(ref _values);
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type switch
        {
            _ when type == typeof(string) => $"text {n} zażółć \"'",
            _ when type == typeof(bool) => true,
            _ when type == typeof(int) => n,
            _ when type == typeof(long) => (long)n << 33,
            _ when type == typeof(Guid) => Guid.NewGuid(),
            _ when type == typeof(byte[]) => Guid.NewGuid().ToByteArray(),
            _ when type == typeof(DateOnly) => new DateOnly(2026, 1, 1).AddDays(n),
            _ when type == typeof(TimeOnly) => new TimeOnly(7, 30).AddMinutes(n % 600),
            _ when type == typeof(DateTimeOffset) => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMilliseconds(n * 7919L),
            _ when type == typeof(List<string>) => new List<string> { $"a{n}", $"b \"{n}\"" },
            { IsEnum: true } => Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1)!,
            _ => throw new InvalidOperationException($"No value for {type}."),
        };
    }

    /// <summary>In an order of its own: neither query promises one.</summary>
    private static string Json<T>(IEnumerable<T> entities) => string.Join('\n', entities.Select(e => JsonSerializer.Serialize(e)).Order(StringComparer.Ordinal));
}
