using System.Buffers.Binary;
using FamilyPortal.Shared.Families.SignIn;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Families.WaysIn;

/// <summary>Words and sheets are few letters: what a copy of the table is worth hangs on the rounds.</summary>
public class SlowHashTests
{
    [Fact]
    public void Rounds_WhereNoTestSaysOtherwise_AreManyAndCount()
    {
        SlowHash.Rounds(null).ShouldBeGreaterThanOrEqualTo(100_000);

        // The framework's third format: a 1, then the function (2: HMAC-SHA-512) and the rounds.
        var hash = Convert.FromBase64String(SlowHash.Of("marble otter"));
        BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(1)).ShouldBe(2);
        BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(5)).ShouldBe(SlowHash.Rounds("100"));
    }

    [Fact]
    public void Matches_OnlyTheSecretOfTheHash()
    {
        var hash = SlowHash.Of("marble otter");
        SlowHash.Matches(hash, "marble otter").ShouldBeTrue();
        SlowHash.Matches(hash, "marble otters").ShouldBeFalse();
        SlowHash.Matches(null, "marble otter").ShouldBeFalse();
    }
}
