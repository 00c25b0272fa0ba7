using FsCheck;
using FsCheck.Fluent;

namespace FamilyPortal.Shared.Tests;

internal static class Seeds
{
    /// <summary>Seeds of what is made at random. FsCheck's own numbers begin small: half of the cases would be the same few plans again.</summary>
    public static Arbitrary<int> Any { get; } = Arb.From(Gen.Choose(int.MinValue, int.MaxValue));
}
