using FamilyPortal.Shared.Demo;

namespace FamilyPortal.Local;

/// <summary>What a person reads once everything has started.</summary>
internal static class Announcement
{
    public static async Task WriteAsync(LocalHost host, LocalOptions options, TextWriter output)
    {
        if (options.Demo)
        {
            await output.WriteLineAsync("\nWho can sign in (code: on the demo phone; word: told by the worker, once; then choose a PIN):\n");
            foreach (var family in host.DemoPeople.GroupBy(p => (p.Authority, p.Family)))
            {
                await output.WriteLineAsync($"  {family.Key.Family} ({family.Key.Authority})");
                foreach (var person in family) await output.WriteLineAsync($"    {Contact(person),-36} {person.Word,-14} {person.Name}, {person.Role}");
            }
            await output.WriteLineAsync($"""

                  Demo phone  {host.Portal}dev/phone
                  Staff       {host.Identity}dev/staff
                """);
        }
        await output.WriteLineAsync($"""

              Identity    {host.Identity}
              Bot         {host.Bot}

            FamilyPortal is ready
            {host.Portal}
            """);
        await output.FlushAsync();
    }

    private static string Contact(DemoPerson person) => person.Contact ?? "(no safe phone: with the worker)";
}
