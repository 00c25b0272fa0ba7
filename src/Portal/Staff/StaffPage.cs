using FamilyPortal.Look.Components;
using FamilyPortal.Look.Web;
using FamilyPortal.Portal.SignIn;
using FamilyPortal.Shared.Families;
using Microsoft.AspNetCore.Components;

namespace FamilyPortal.Portal.Staff;

/// <summary>What every staff page has: who asks, what was sent, and the way to the next page.</summary>
public abstract class StaffPage : WholeComponent
{
    [Inject] private protected Current Current { get; set; } = default!;
    [Inject] private protected NavigationManager Navigation { get; set; } = default!;
    [Inject] private StaffNotices Notices { get; set; } = default!;
    [CascadingParameter] private protected HttpContext Http { get; set; } = default!;

    private protected StaffUser Me => Current.Staff;

    private protected FormErrors Errors { get; } = new();

    private protected CancellationToken Cancel => Http.RequestAborted;

    /// <summary>What a field or the pressed button of the form sent; null where it sent nothing.</summary>
    private protected string? Sent(string field) =>
        HttpMethods.IsPost(Http.Request.Method) && Http.Request.HasFormContentType && Http.Request.Form[field] is [{ Length: > 0 } value, ..] ? value : null;

    private protected Guid? SentId(string field) => Guid.TryParse(Sent(field), out var id) ? id : null;

    /// <summary>After a form: on to a page that a reload shows again without sending anything.</summary>
    /// <param name="href">May end in a fragment: the place on the page where they were.</param>
    /// <param name="once">What the next page shows once, and nobody can show again.</param>
    private protected void Done(string href, string notice, IReadOnlyList<string>? once = null)
    {
        Notices.Leave(Http, Current.SignedIn!, href.Split('#')[0], new(notice, once));
        Navigation.NavigateTo(href);
    }

    /// <summary>What the page before left to be shown here once.</summary>
    private protected IReadOnlyList<string> Once => Notices.Take(Http, Current.SignedIn)?.Once ?? [];

    /// <summary>The form has nothing that this page knows, as of one from before a new release: nothing happens, and whoever sent it reads so.</summary>
    private protected void Unknown() => UnknownForm.Refuse(Http);

    private protected void NotThere() => Navigation.NotFound();
}

/// <summary>A staff page about one family. <see cref="StaffSetup.UseStaffFamilies"/> lets nobody come here who does not reach it.</summary>
public abstract class StaffFamilyPage : StaffPage
{
    /// <summary>Part of the route.</summary>
    [Parameter] public Guid Family { get; set; }

    [Inject] private StaffFamily Opened { get; set; } = default!;

    private protected StaffViewer Viewer => Opened.Viewer;
}
