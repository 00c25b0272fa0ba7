using FamilyPortal.Portal.Chat;
using FamilyPortal.Portal.Demo;
using FamilyPortal.Portal.Layout;
using FamilyPortal.Portal.MyWords.Everything;
using FamilyPortal.Portal.Plan;
using FamilyPortal.Portal.RecordApi;
using FamilyPortal.Portal.RecordFeed;
using FamilyPortal.Portal.Space;
using FamilyPortal.Portal.Staff;

namespace FamilyPortal.Portal;

/// <summary>
/// What the Portal hosts besides pages: each area adds its services and its endpoints here, one line each. Pages need no line:
/// a component with a route is found by itself, and is for signed-in families unless it says otherwise (Hosting/Policies.cs).
/// </summary>
internal static class PortalAreas
{
    public static void AddAreas(this WebApplicationBuilder builder)
    {
        builder.AddChat();
        builder.AddOwnColours();
        builder.AddCopies();
        builder.AddDemoPages();
        builder.AddPlanPage();
        builder.Services.AddRecordApi(builder.Configuration);
        builder.Services.AddRecordFeedWorkers(builder.Configuration);
        builder.AddStaffPages();
    }

    public static void MapAreas(this WebApplication app)
    {
        app.MapCopies();
        app.MapDemoPages();
        app.MapOwnColours();
        app.MapRecordApi();
        app.MapPictures();
        app.UseStaffFamilies();
        app.UsePlanPage();
    }
}
