namespace FamilyPortal.Look.Web;

/// <summary>What differs between the hosts that share the look.</summary>
public sealed class LookOptions
{
    /// <summary>The antiforgery cookie's name. Each service needs its own: cookies of one host ignore ports.</summary>
    public string FormCookie { get; set; } = "form";

    /// <summary>
    /// Origins besides our own that a form of ours may end at, redirects included: a form that leads to a sign-in is
    /// redirected to the other service, and Chromium checks every step. Origins only: <c>https://id.example.uk</c>.
    /// </summary>
    public IList<string> FormOrigins { get; } = [];

    /// <summary>
    /// Whether a form posts to its page's whole address. Only where pages need their query, and hold no words of a family's: a query
    /// is anybody's to choose (see Padding).
    /// </summary>
    public bool FormsKeepQuery { get; set; }
}
