using System.Security.Cryptography;
using FamilyPortal.Shared;
using FamilyPortal.Shared.Responses;
using Microsoft.AspNetCore.WebUtilities;

namespace FamilyPortal.Portal.Answering;

/// <summary>What a form of a family member's sends. One type for all forms, so that a form sent too late can be kept and given back.</summary>
public sealed class AnswerInput
{
    /// <summary>The form's own key: the same key and content is stored once, however often it arrives.</summary>
    public string? Key { get; set; }

    /// <summary>Whose form it is, for which page, sealed: see <see cref="KeptForms"/>.</summary>
    public string? Who { get; set; }

    /// <summary>Of this showing of the page: what two tabs keep of one form stays apart.</summary>
    public string? Tab { get; set; }

    /// <summary>What the page was given back when it was opened: see <see cref="KeptForms"/>.</summary>
    public string? Given { get; set; }

    public int? Score { get; set; }
    public string? Choice { get; set; }
    public string? Words { get; set; }
    public string? OneHigher { get; set; }

    /// <summary>A day, as it was typed: what is no day must not be lost either.</summary>
    public string? DoneOn { get; set; }

    /// <summary>Handles of those who may see it besides workers.</summary>
    public List<string>? Share { get; set; }

    /// <summary>The key of the words, where they stood in an earlier form already: an answer was tapped beside them, and they stayed.</summary>
    public string? WordsKey { get; set; }

    /// <summary>Somebody typed or chose something: it must not be lost. A day alone is not: the form comes with one.</summary>
    public bool HasAnything => Score is not null || !string.IsNullOrWhiteSpace(Choice) || !StorableText.IsBlank(Words) || !StorableText.IsBlank(OneHigher);

    internal static string NewKey() => Guid.NewGuid().ToString("N");

    internal static string NewTab() => WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(6));

    internal AnswerForm ToForm() => new()
    {
        // A form without a key (an old page, a hand-made request) is always a new answer.
        FormKey = string.IsNullOrEmpty(Key) ? NewKey() : Key,
        Score = Score,
        Choice = Choice,
        Words = Words,
        OneHigher = OneHigher,
        DoneOn = TypedDay.Parse(DoneOn),
        ShareWith = Share ?? [],
    };
}
