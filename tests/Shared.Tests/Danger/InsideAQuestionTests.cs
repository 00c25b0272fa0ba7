using FamilyPortal.Shared.Danger;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Danger;

/// <summary>The check runs on every message, even inside a question (domain.md, "Crisis check runs first").</summary>
public sealed class InsideAQuestionTests
{
    [Theory]
    [InlineData("what is a core group, he is kicking the door in")]
    [InlineData("whats a core group. hes kicking the door in")]
    [InlineData("when is my next meeting and also he has got a knife")]
    [InlineData("can you tell me what a bottom line is, I want to kill myself tonight")]
    public void Check_DangerBesideAQuestion_IsFound(string text) => new DangerCheck().Check(text).IsDanger.ShouldBeTrue();
}
