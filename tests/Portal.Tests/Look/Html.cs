using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace FamilyPortal.Portal.Tests.Look;

/// <summary>HTML made comparable: attributes in order, white space folded.</summary>
internal static partial class Html
{
    public static IDocument Parse(string html) => new HtmlParser().ParseDocument(html);

    /// <param name="html">A fragment.</param>
    /// <param name="ignored">Attributes that do not count.</param>
    public static string Normal(string html, params string[] ignored)
    {
        var text = new StringBuilder();
        foreach (var node in Parse(html).Body!.ChildNodes) Write(text, node, 0, ignored);
        return text.ToString();
    }

    private static void Write(StringBuilder text, INode node, int depth, string[] ignored)
    {
        var indent = new string(' ', depth * 2);
        if (node is IElement element)
        {
            var attributes = element.Attributes.Where(a => !ignored.Contains(a.Name)).OrderBy(a => a.Name, StringComparer.Ordinal)
                .Select(a => $" {a.Name}=\"{Space().Replace(a.Value, " ").Trim()}\"");
            text.AppendLine($"{indent}<{element.LocalName}{string.Concat(attributes)}>");
            // Line breaks count in what people typed, and nowhere else.
            if (element.LocalName == "textarea") text.AppendLine(element.TextContent);
            else foreach (var child in element.ChildNodes) Write(text, child, depth + 1, ignored);
        }
        else if (node is IText && !string.IsNullOrWhiteSpace(node.TextContent))
        {
            text.AppendLine(indent + Space().Replace(node.TextContent, " ").Trim());
        }
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
