using FamilyPortal.Shared.Families.Invitations;
using FamilyPortal.Shared.Families.Sheets;
using FamilyPortal.Shared.Families.SignIn;

namespace FamilyPortal.Identity.SignIn;

/// <summary>
/// Whom the first factor of an attempt opens now, asked anew at every step: a number that is withdrawn, a link or a sheet that
/// the worker takes back, opens nothing from the very next step on.
/// </summary>
internal sealed class FirstFactors(SignInDirectory directory, InvitationLinks links, SheetCodes sheets)
{
    public async Task<IReadOnlyList<SignInCandidate>> CandidatesAsync(FlowState state, CancellationToken cancel) => state switch
    {
        { Link: { } link } => await links.FindAsync(link, cancel) is { } invited && invited.MembershipKey == state.Membership ? [invited] : [],
        { Sheet: { } sheet } when !await sheets.StandsAsync(sheet, cancel) => [],
        { Membership: { } key } => await directory.FindAsync(key, cancel),
        { Address: { } contact } => await directory.FindAsync(contact, cancel),
        _ => [],
    };
}
