using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace FamilyPortal.Portal.RecordApi;

/// <summary>What the OpenAPI document says besides what the endpoints' types say.</summary>
internal static class RecordOpenApi
{
    private const string TokenScheme = "token";

    public static void Configure(OpenApiOptions options, string issuer)
    {
        options.ShouldInclude = call => call.RelativePath?.StartsWith("api/record/v1/", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new()
            {
                Title = "Record API",
                Version = "v1",
                Description = "For case-management systems: send plans (family-plan/1) and safety calls, and collect what families answered. Refusals are RFC 9457 problem details; each type opens as a page.",
            };
            document.Components ??= new();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
            document.Components.SecuritySchemes[TokenScheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.OAuth2,
                Flows = new()
                {
                    ClientCredentials = new()
                    {
                        TokenUrl = new(new Uri(issuer.TrimEnd('/') + "/"), "connect/token"),
                        Scopes = new Dictionary<string, string> { [RecordAccess.Write] = "Send plans and safety calls", [RecordAccess.Read] = "Collect answers" },
                    },
                },
            };
            return Task.CompletedTask;
        });
    }

    /// <summary>The scope a call needs, and its JSON body if it has one.</summary>
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder endpoint, string scope, string? body = null) => endpoint.AddOpenApiOperationTransformer((operation, context, _) =>
    {
        operation.Security = [new() { [new OpenApiSecuritySchemeReference(TokenScheme, context.Document)] = [scope] }];
        if (body is not null)
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Description = body,
                Content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.Object } } },
            };
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
        {
            parameter.Description = parameter.Name switch
            {
                "authority" => "The authority's id.",
                "recordRef" => "The family's reference in the record, percent-encoded, %2F included.",
                "id" => "The answer's id: that of its event.",
                "after" => "`next` of the page before. Left out: from the first answer.",
                "limit" => "1 to 1000; 100 when left out.",
                _ => parameter.Description,
            };
            if (parameter.Name == "limit") parameter.Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = "1000" };
        }
        return Task.CompletedTask;
    });
}
