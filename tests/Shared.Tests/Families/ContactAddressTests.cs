using FamilyPortal.Shared.Families.SignIn;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Families;

public sealed class ContactAddressTests
{
    [Theory]
    [InlineData("07700 900123", "+447700900123")]
    [InlineData("+44 7700 900123", "+447700900123")]
    [InlineData("0044 (0)7700-900123", "+447700900123")]
    [InlineData(" Nan@Example.org ", "nan@example.org")]
    public void Parse_ReadsWhatAPersonTypes(string typed, string value) => ContactAddress.Parse(typed)!.Value.ShouldBe(value);

    [Theory]
    [InlineData("07700 9001")]
    [InlineData("7700 9001")]
    [InlineData("07700 90012")]
    [InlineData("07700 9001234")]
    [InlineData("0770")]
    [InlineData("")]
    [InlineData("Nan Penhale")]
    [InlineData("\"nan.penhale\"@example.org")]
    [InlineData("nan.penhale@example.org.")]
    public void Parse_TakesNothingForANumberThatItIsNot(string typed) => ContactAddress.Parse(typed).ShouldBeNull();
}
