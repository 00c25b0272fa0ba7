using FamilyPortal.Shared;
using FamilyPortal.Shared.Texting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace FamilyPortal.Portal.Demo;

/// <summary>Development only, on loopback: see <see cref="DemoMode"/>. Elsewhere these addresses do not exist.</summary>
internal static class DemoPages
{
    /// <summary>Read at the start, so that a demo asked for where it must not be stops the program.</summary>
    public static void AddDemoPages(this WebApplicationBuilder builder) =>
        builder.Services.AddSingleton(new DemoSwitch(DemoMode.IsOn(builder.Configuration, builder.Environment)));

    public static void MapDemoPages(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<DemoSwitch>().IsOn || !DemoPhone.IsHere(app.Services)) return;
        var phone = app.MapGroup("/dev/phone").AllowAnonymous().AddEndpointFilter(async (context, next) =>
            DemoMode.IsLocal(context.HttpContext) ? await next(context) : Results.NotFound());
        phone.MapGet("", (DemoPhone texts, CancellationToken cancel) => PageAsync(texts, null, cancel));
        phone.MapGet("/{number}", (string number, DemoPhone texts, CancellationToken cancel) => PageAsync(texts, number, cancel));
        phone.MapPost("/{number}", async (string number, [FromForm] string reply, DemoPhone texts, CancellationToken cancel) =>
        {
            if (!string.IsNullOrWhiteSpace(reply)) await texts.ReplyAsync(number, reply.Trim(), cancel);
            return Results.Redirect($"/dev/phone/{Uri.EscapeDataString(number)}");
        });
    }

    private static async Task<RazorComponentResult<PhonePage>> PageAsync(DemoPhone texts, string? number, CancellationToken cancel) => new(new Dictionary<string, object?>
    {
        [nameof(PhonePage.Number)] = number,
        [nameof(PhonePage.Messages)] = await texts.ListAsync(number, cancel),
    });
}

/// <summary>Whether the demo's pages exist in this host.</summary>
internal sealed record DemoSwitch(bool IsOn);
