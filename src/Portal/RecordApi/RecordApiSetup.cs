using FamilyPortal.Portal.SignIn;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace FamilyPortal.Portal.RecordApi;

/// <summary>Registers and maps the record API.</summary>
public static class RecordApiSetup
{
    private const string Document = "v1";

    /// <summary>
    /// Reads `Identity:Issuer` (whose tokens it takes) and `RecordApi:Clients:{client id}:Authorities`. The host calls
    /// UseAuthentication and UseAuthorization as for its pages.
    /// </summary>
    /// <exception cref="InvalidOperationException">Identity:Issuer is missing or not safe to use.</exception>
    public static IServiceCollection AddRecordApi(this IServiceCollection services, IConfiguration configuration)
    {
        var issuer = configuration["Identity:Issuer"];
        // Now, not at the first call: a wrong setting stops the start.
        RecordAccess.Configure(new JwtBearerOptions(), issuer);
        services.AddAuthentication().AddJwtBearer(RecordAccess.Scheme, bearer => RecordAccess.Configure(bearer, issuer));
        services.AddAuthorization();
        services.Configure<RecordApiOptions>(configuration.GetSection(RecordApiOptions.Section));
        services.AddSingleton<IStartupFilter, RouteAsSent>();
        services.AddSingleton<RecordCalls>();
        services.AddSingleton<RecordEndpoints>();
        services.AddOpenApi(Document, options => RecordOpenApi.Configure(options, issuer!));
        return services;
    }

    /// <summary>Maps `/api/record`, `/openapi/v1.json` and `/problems/{code}`.</summary>
    public static IEndpointRouteBuilder MapRecordApi(this IEndpointRouteBuilder app)
    {
        var calls = app.ServiceProvider.GetRequiredService<RecordCalls>();
        var endpoints = app.ServiceProvider.GetRequiredService<RecordEndpoints>();
        var api = app.MapGroup("/api/record").WithTags("Record").AddEndpointFilter(calls.CheckAsync).DisableAntiforgery().WithMetadata(new NoSessionAttribute());

        var family = api.MapGroup("/v1/{authority}/families/{recordRef}");
        family.MapPut("/plan", endpoints.PutPlanAsync).WithName("PutPlan").WithSummary("Store a family's plan, whole or not at all")
            .RequireAuthorization(RecordAccess.Scope(RecordAccess.Write))
            .Describe(RecordAccess.Write, "A family-plan/1 document, at most 1 048 576 bytes.")
            .Produces<RecordEndpoints.Stored>().Produces<RecordEndpoints.Stored>(201).Refuses(400, 401, 403, 409, 413, 415, 422, 429);
        family.MapPost("/safety", endpoints.PostSafetyAsync).WithName("PostSafety").WithSummary("Restrict at once, without a plan")
            .RequireAuthorization(RecordAccess.Scope(RecordAccess.Write))
            .Describe(RecordAccess.Write, "Restrictions alone: revoke, notSafe, withdrawNumber, keepApart, takeBack; lift takes back what an earlier safety call set.")
            .Produces<RecordEndpoints.Stored>().Refuses(400, 401, 403, 404, 413, 415, 422, 429);
        family.MapGet("/responses", endpoints.FamilyAsync).WithName("GetFamilyResponses").WithSummary("One family's answers, in order")
            .RequireAuthorization(RecordAccess.Scope(RecordAccess.Read)).Describe(RecordAccess.Read)
            .Produces<ResponsesPage>().Refuses(400, 401, 403, 404, 429);
        family.MapGet("/responses/{id:guid}/picture", endpoints.PictureAsync).WithName("GetPicture").WithSummary("The picture of an answer, as its event refers to it")
            .RequireAuthorization(RecordAccess.Scope(RecordAccess.Read)).Describe(RecordAccess.Read)
            .Produces(200, contentType: "image/jpeg").Refuses(400, 401, 403, 404, 429);
        api.MapGet("/v1/{authority}/responses", endpoints.AuthorityAsync).WithName("GetResponses").WithSummary("All families' answers, each family's in order")
            .RequireAuthorization(RecordAccess.Scope(RecordAccess.Read)).Describe(RecordAccess.Read)
            .Produces<ResponsesPage>().Refuses(400, 401, 403, 429);

        api.Map("/{**rest}", Elsewhere).RequireAuthorization(RecordAccess.SignedIn).ExcludeFromDescription();
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous().WithMetadata(new NoSessionAttribute());
        app.MapGet("/problems/{code}", Problem).AllowAnonymous().ExcludeFromDescription().WithMetadata(new NoSessionAttribute());
        return app;
    }

    private static IResult Elsewhere(HttpContext http)
    {
        // The calls above have taken what they take: their paths come here with another method only.
        var path = http.Request.Path.Value!.Split('/');
        var allow = path switch
        {
            ["", _, _, "v1", _, _, _, var call] => call.ToLowerInvariant() switch { "plan" => "PUT", "safety" => "POST", "responses" => "GET", _ => null },
            ["", _, _, "v1", _, _, _, var responses, var id, var picture] when responses.Equals("responses", StringComparison.OrdinalIgnoreCase) && picture.Equals("picture", StringComparison.OrdinalIgnoreCase) && Guid.TryParse(id, out _) => "GET",
            ["", _, _, "v1", _, var call] when call.Equals("responses", StringComparison.OrdinalIgnoreCase) => "GET",
            _ => null,
        };
        if (allow is null) return Problems.Of("not-found");
        http.Response.Headers.Allow = allow;
        return Problems.Of("wrong-method");
    }

    private static IResult Problem(string code) =>
        Problems.Codes.Contains(code) ? Results.Text($"{Problems.Title(code)}.\n\n{Problems.Advice(code)}\n") : Results.NotFound();

    private static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint, params int[] statuses)
    {
        foreach (var status in statuses) endpoint.ProducesProblem(status);
        return endpoint;
    }
}
