using FamilyPortal.Identity.SignIn;
using Microsoft.AspNetCore.WebUtilities;

namespace FamilyPortal.Identity.Staff;

/// <summary>Why a member of staff is not signed in.</summary>
internal enum StaffProblem
{
    /// <summary>The way there and back went wrong, or took too long.</summary>
    Failed,

    /// <summary>The organisation's provider does not answer.</summary>
    Down,

    /// <summary>They are in no group of ours, or their access was ended.</summary>
    Closed,

    /// <summary>Their e-mail address was somebody else's before.</summary>
    Taken,

    /// <summary>The provider told too little: no name, e-mail, or time of the sign-in.</summary>
    Unclear,
}

/// <summary>Addresses of the way in for staff.</summary>
internal static class StaffLinks
{
    public const string Path = "/sign-in/staff";

    /// <summary>On to the provider of one organisation.</summary>
    public const string GoPath = Path + "/{authority}";

    public const string ProblemPath = "/sign-in/staff-problem";

    /// <summary>Where a partner's staff make and use their passkey.</summary>
    public const string PartnerPath = "/sign-in/partner";

    /// <summary>Only after link and word.</summary>
    public const string PartnerKeyPath = PartnerPath + "/key";

    public static string Partner(string? back) => With(PartnerPath, back);

    public static string Choose(string? back) => With(Path, back);

    public static string Go(string authority, string? back) => With($"{Path}/{authority}", back);

    public static string Problem(StaffProblem problem, string? back) => QueryHelpers.AddQueryString(With(ProblemPath, back), SignInLinks.Why, problem.ToString().ToLowerInvariant());

    private static string With(string path, string? back) =>
        SignInLinks.Safe(back) is { } safe ? QueryHelpers.AddQueryString(path, SignInLinks.Return, safe) : path;
}
