using System.Security.Cryptography;
using System.Text;

namespace FamilyPortal.Shared.Responses;

/// <summary>The key of a form as it is stored. It comes from outside: whatever it is, it must not stop words.</summary>
public static class FormKeys
{
    public static string Of(string given) =>
        given.Length <= AnswerLimits.FormKey && StorableText.IsStorable(given) ? given : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(given)));
}
