using System.Text.RegularExpressions;
using FamilyPortal.Shared.Desk;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Families.Invitations;
using FamilyPortal.Shared.Families.Sheets;
using FamilyPortal.Shared.Families.SignIn;
using FamilyPortal.Shared.Texting.Sending;
using FamilyPortal.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;

namespace FamilyPortal.Shared.Tests.Families.WaysIn;

/// <summary>A family with its worker at the desk, nobody invited yet. It is Monday, ten in the morning.</summary>
internal sealed partial class Desk : IAsyncDisposable
{
    public const string Family = "EH-2026-03319";
    public const string WorkerEmail = "dean.ashcroft@example.org";
    public const string Jo = "+447700900163";

    /// <summary>The number that somebody has in a second family.</summary>
    public const string Elsewhere = "+447700900559";

    private Desk(TestFamily test) => Test = test;

    public TestFamily Test { get; }
    public InvitationDesk Invitations => Test.Get<InvitationDesk>();
    public ContactDesk Contacts => Test.Get<ContactDesk>();
    public SheetDesk Sheets => Test.Get<SheetDesk>();
    public InvitationLinks Links => Test.Get<InvitationLinks>();
    public SheetCodes SheetCodes => Test.Get<SheetCodes>();
    public SignInDirectory Directory => Test.Get<SignInDirectory>();

    public static async Task<Desk> OpenAsync(string provider = "Sqlite")
    {
        var test = await TestFamily.CreateAsync(provider);
        (await test.PutAsync(SamplePlans.Load("knowsley-hard-evenings"))).Code.ShouldBeNull();
        return new(test);
    }

    public async Task<StaffViewer> WorkerAsync() => (await Test.StaffAsync(Family, WorkerEmail))!;

    public async Task<string> HandleAsync(string person) => (await WorkerAsync()).OfPerson(person);

    public async Task<GivenWord> InviteAsync(string person) => (await Invitations.InviteAsync(await WorkerAsync(), await HandleAsync(person))).ShouldNotBeNull();

    public async Task<DeskPerson> PersonAsync(string person)
    {
        var handle = await HandleAsync(person);
        return (await Test.People.PeopleAsync(await WorkerAsync())).Single(p => p.Handle == handle);
    }

    /// <summary>Sends what is due, and gives all that ever went to this number or address, newest last.</summary>
    public async Task<List<string>> SentAsync(string to)
    {
        await ActivatorUtilities.CreateInstance<TextPump>(Test.Host.Services).RunOnceAsync();
        return await Test.Store.ReadAsync(s => s.DemoTexts.AsNoTracking().Where(t => t.To == to).OrderBy(t => t.Id).Select(t => t.Body).ToListAsync());
    }

    /// <summary>The code in the newest link that went there.</summary>
    public async Task<string> LinkAsync(string to) => Link().Match((await SentAsync(to)).Last()).Groups[1].Value;

    public Task<Membership> MembershipAsync(Guid key) => Test.Store.ReadAsync(s => s.Memberships.AsNoTracking().SingleAsync(m => m.Key == key));

    public Task<Membership> MembershipAsync(string person) => Test.Store.ReadAsync(s => s.Memberships.AsNoTracking().SingleAsync(m => m.PersonId == person));

    public Task<List<string>> AuditAsync() => Test.Store.ReadAsync(s => s.AuditEntries.AsNoTracking().OrderBy(a => a.Action).Select(a => a.Action).ToListAsync());

    /// <summary>Tells the word; where it is right, claims for the subject as Identity does once a PIN is there.</summary>
    public async Task<WordOutcome> TellAsync(string person, string word, string subject = "somebody", ClaimWith with = ClaimWith.NewPin)
    {
        var membership = await MembershipAsync(person);
        var contact = await Test.Store.ReadAsync(s => s.People.Where(p => p.PersonId == person && p.FamilyId == membership.FamilyId).Select(p => p.Phone ?? p.Email).SingleAsync());
        return await TellAsync(new SignInCandidate(membership.Key, membership.Subject, contact), word, subject, with);
    }

    /// <summary>The same in the second family, by a sheet: no number goes with it.</summary>
    public Task<WordOutcome> TellElsewhereAsync(Guid key, string word, string subject) => TellAsync(new SignInCandidate(key, null), word, subject, ClaimWith.NewPin);

    private async Task<WordOutcome> TellAsync(SignInCandidate candidate, string word, string subject, ClaimWith with)
    {
        var told = await Directory.TryWordAsync([candidate], word);
        if (told.Outcome != WordOutcome.Right) return told.Outcome;
        return await Test.Get<MembershipClaims>().ClaimAsync(candidate, told.Proof, subject, with) is not null ? WordOutcome.Right : WordOutcome.Wrong;
    }

    /// <summary>A new word of the second family's worker.</summary>
    public async Task<string> NewWordElsewhereAsync(Guid key)
    {
        var word = WorkerWords.New();
        await Test.Store.SaveAsync(store => InvitationWriter.GiveWord(store.Memberships.Single(m => m.Key == key), word, Test.Clock.Now));
        return word;
    }

    /// <summary>The person signs in for the first time; returns their subject.</summary>
    public async Task<string> ClaimAsync(string person)
    {
        var word = (await InviteAsync(person)).Word;
        (await TellAsync(person, word, $"subject-{person}")).ShouldBe(WordOutcome.Right);
        return $"subject-{person}";
    }

    /// <summary>The same person claims in a second family, as they do with their PIN; the key of that membership.</summary>
    public async Task<Guid> ClaimElsewhereAsync(string subject)
    {
        var key = Guid.NewGuid();
        await Test.Store.SaveAsync(store =>
        {
            var membership = Texting.Somebody.Add(store, phone: Elsewhere, authority: "cumberland").Membership;
            (membership.Key, membership.Subject, membership.ClaimedAt, membership.ProvedPhone) = (key, subject, Test.Clock.Now, Elsewhere);
        });
        return key;
    }

    public ValueTask DisposeAsync() => Test.DisposeAsync();

    [GeneratedRegex("https://portal\\.example\\.org/i/([0-9A-Z]+)")]
    private static partial Regex Link();
}
