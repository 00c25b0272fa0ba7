using System.Text.Json;
using System.Text.Json.Serialization;
using PhoneNumbers;

namespace FamilyPortal.Shared.Authorities;

/// <summary>Reads `"+447700900900"` and makes the form that people in the UK write.</summary>
internal sealed class HelpNumberConverter : JsonConverter<HelpNumber>
{
    public override HelpNumber Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var written = reader.TokenType == JsonTokenType.String ? reader.GetString()! : "";
        var util = PhoneNumberUtil.GetInstance();
        try
        {
            var number = util.Parse(written, null);
            if (util.Format(number, PhoneNumberFormat.E164) == written && util.IsPossibleNumber(number))
                return new(written, util.Format(number, PhoneNumberFormat.NATIONAL));
        }
        catch (NumberParseException)
        {
            // Said below, with the field's path.
        }
        throw new JsonException("is no telephone number such as +447700900900");
    }

    public override void Write(Utf8JsonWriter writer, HelpNumber value, JsonSerializerOptions options) => writer.WriteStringValue(value.Number);
}
