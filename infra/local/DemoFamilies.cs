using FamilyPortal.Shared.Demo;

namespace FamilyPortal.Local;

/// <summary>The invented families of the demo: the sample plans beside the program.</summary>
internal static class DemoFamilies
{
    public static async Task<IReadOnlyList<DemoPerson>> LoadAsync(DemoSeed seed, CancellationToken cancel)
    {
        List<DemoPerson> people = [];
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Demo", "plans"), "*.json").Order(StringComparer.Ordinal))
            people.AddRange(await seed.LoadAsync(await File.ReadAllBytesAsync(file, cancel), cancel));
        return people;
    }
}
