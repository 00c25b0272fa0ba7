using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.StaticAssets;

namespace FamilyPortal.Portal.Tests.Family;

/// <summary>The Portal's addresses as it knows them itself: whoever adds a page has it tested without naming it.</summary>
internal static class PortalAddresses
{
    /// <summary>All but the files.</summary>
    public static IReadOnlyList<RouteEndpoint> Of(PortalFixture portal) =>
        [.. portal.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(e => e.Metadata.GetMetadata<StaticAssetDescriptor>() is null)];

    public static string Pattern(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText!.TrimStart('/');

    /// <summary>None for an address that takes any.</summary>
    public static IReadOnlyList<string> Methods(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [];

    /// <param name="value">For each parameter that takes any text.</param>
    public static string Filled(RouteEndpoint endpoint, string value = "x") => "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(s =>
        string.Concat(s.Parts.Select(p => p switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternSeparatorPart separator => separator.Content,
            // A value that the route takes: otherwise nothing but the route is tried.
            RoutePatternParameterPart { Name: "Code" } => "404",
            RoutePatternParameterPart { Name: "Number" } => "1",
            RoutePatternParameterPart { Name: "Family" } => Guid.Empty.ToString(),
            _ => value,
        }))));
}
