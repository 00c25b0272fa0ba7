using FamilyPortal.Portal.Answering;
using FamilyPortal.Portal.Words;
using FamilyPortal.Shared;
using FamilyPortal.Shared.Desk;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Responses;
using FamilyPortal.Shared.Responses.Owed;

namespace FamilyPortal.Portal.Staff;

/// <summary>Codes of the domain in words.</summary>
internal static class StaffWords
{
    public static string AlertKind(this Texts t, string code) => t.Find("Alert." + code) ?? t["Alert.other"];

    public static string AlertLevel(this Texts t, string code) => t.Find("Level." + code) ?? t["Level.urgent"];

    /// <summary>"Ann gave a number".</summary>
    public static string Headline(this Texts t, AnswerKind kind, string who) => t["Kind." + kind, who.Length > 0 ? who : t["Somebody"]];

    public static string? Choice(this Texts t, string? code) => code is null ? null : t.Find("Choice." + code);

    /// <summary>What the words of an answer were asked by, where they do not say it themselves.</summary>
    public static string? WordsLabel(this Texts t, AnswerKind kind) => t.Find("Words." + kind);

    /// <summary>"Ann, Monday 3 November".</summary>
    public static string Who(this LastSaid said, DateOnly today) => $"{GiverWords.With(said.Name, said.With)}, {UkWords.Weekday(UkTime.Day(said.At), today)}";

    /// <summary>"Answer by Wednesday 2 December. Working days left: 3."</summary>
    public static string AnswerBy(this Texts t, DateOnly by, DaysLeft left, DateOnly today) =>
        today > by ? t["OwedHintLate", UkWords.Weekday(by, today)] : t[left.AreWorkingDays ? "OwedHintWorking" : "OwedHint", UkWords.Weekday(by, today), left.Count];

    /// <summary>Beside an answer that was given to other words: goals and tasks are asked again.</summary>
    public static string OtherWords(this Texts t, AnswerKind kind) => t[kind is AnswerKind.GoalResponse or AnswerKind.RoleReply ? "OtherWordsAsked" : "OtherWords"];

    public static string Reason(this Texts t, StaffReason reason) => t["Reason." + reason];
}
