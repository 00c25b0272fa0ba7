using FamilyPortal.Shared.Plans.Document;

namespace FamilyPortal.Portal.Words;

/// <summary>Words for a professional of the plan, where those for a family do not fit: the same key with `.Professional`.</summary>
internal static class ProfessionalWords
{
    public static string For(this Texts texts, PersonRole? reader, string key) =>
        (reader == PersonRole.Professional ? texts.Find(key + ".Professional") : null) ?? texts[key];
}
