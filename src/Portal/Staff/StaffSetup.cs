using FamilyPortal.Portal.SignIn;
using FamilyPortal.Shared.Families;
using Microsoft.AspNetCore.Components.Endpoints;

namespace FamilyPortal.Portal.Staff;

/// <summary>What stands before every staff page about a family.</summary>
internal static class StaffSetup
{
    public static void AddStaffPages(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<StaffFamily>();
        builder.Services.AddSingleton<StaffNotices>();
    }

    /// <summary>
    /// Opens the family of the address for the member of staff who asks, at every request, before page or form handler runs.
    /// Who does not reach it gets the same 404 as for a family that is not there. The rule hangs on the page's type, so that no
    /// new page can forget it.
    /// </summary>
    public static void UseStaffFamilies(this WebApplication app) => app.Use(async (context, next) =>
    {
        var page = context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type;
        if (page is not null && page.IsAssignableTo(typeof(StaffFamilyPage)))
        {
            var services = context.RequestServices;
            var user = services.GetRequiredService<Current>().Staff;
            var viewer = Guid.TryParse(context.GetRouteValue(nameof(StaffFamilyPage.Family)) as string, out var family)
                ? await services.GetRequiredService<ViewerDirectory>().StaffAsync(user, family, context.RequestAborted)
                : null;
            if (viewer is null)
            {
                if (await KeptOut.PageAsync(context, user) is { } words) await words.ExecuteAsync(context);
                else context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }
            services.GetRequiredService<StaffFamily>().Set(viewer);
        }
        await next(context);
    });
}
