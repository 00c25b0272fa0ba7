using FamilyPortal.Identity.Sessions;
using FamilyPortal.Identity.SignIn;
using FamilyPortal.Look.Components;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Families.SignIn;
using Microsoft.AspNetCore.Components;

namespace FamilyPortal.Identity.Accounts.Pages;

/// <summary>A page about a family member's own sign-in: without one that stands it leads to the sign-in, and shows nothing.</summary>
public abstract class OwnPage : WholeComponent
{
    [CascadingParameter] internal HttpContext Context { get; set; } = default!;

    [SupplyParameterFromQuery(Name = SignInLinks.Return)] internal string? Return { get; set; }

    [Inject] internal BrowserSessions Sessions { get; set; } = default!;

    [Inject] internal SignInDirectory Directory { get; set; } = default!;

    [Inject] internal NavigationManager Navigation { get; set; } = default!;

    /// <summary>Null: nobody is signed in, and nothing may be shown or done.</summary>
    private protected SignInSession? Session { get; private set; }

    /// <summary>For the warning before the session ends.</summary>
    private protected TimeSpan IdleTime => Session?.Idle ?? SessionLife.IdleOnRequest;

    /// <summary>For the same: stands for the session.</summary>
    private protected string PageMark => Session is null ? "" : SessionEndpoints.MarkOf(Session);

    /// <summary>
    /// This sign-in opens all that the account does. Where it does not, what another family goes by stays as it is: whoever came
    /// in with one family's sheet changes no PIN of the other's.
    /// </summary>
    private protected bool OpensAll { get; private set; }

    private protected SubjectStanding Standing { get; private set; } = new(false, null);

    protected sealed override async Task OnInitializedAsync()
    {
        if (await Sessions.CurrentAsync(Context) is not { Kind: SubjectKind.Family } session)
        {
            Navigation.NavigateTo(SignInLinks.Start(AccountLinks.Path));
            return;
        }
        Standing = await Directory.StandingAsync(session.SubjectId, Context.RequestAborted);
        Session = session;
        OpensAll = await Directory.OpensAllAsync(session.SubjectId, session.Sid, Context.RequestAborted);
        await LoadAsync(session);
    }

    /// <summary>Reads what the page shows.</summary>
    private protected abstract Task LoadAsync(SignInSession session);
}
