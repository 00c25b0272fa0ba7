namespace FamilyPortal.Look.Web;

/// <summary>The way back to a page of ours that a form or an address asks for: never to another site.</summary>
public static class LocalPath
{
    /// <summary>
    /// The path where it is one of this host, otherwise the start page. Two slashes, or what a browser takes for one, begin another host; and
    /// in a header stands nothing but printable ASCII, in which all our addresses are written.
    /// </summary>
    public static string OrStart(string? path) => path is ['/', not ('/' or '\\'), ..] && path.All(c => c is > ' ' and < '\x7f') ? path : "/";
}
