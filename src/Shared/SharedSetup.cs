using FamilyPortal.Shared.Authorities;
using FamilyPortal.Shared.Conversations;
using FamilyPortal.Shared.Danger;
using FamilyPortal.Shared.Demo;
using FamilyPortal.Shared.Desk;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Families.Assisted;
using FamilyPortal.Shared.Families.Invitations;
using FamilyPortal.Shared.Families.Sheets;
using FamilyPortal.Shared.Families.SignIn;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Plans.News;
using FamilyPortal.Shared.Record;
using FamilyPortal.Shared.Responses;
using FamilyPortal.Shared.Responses.Late;
using FamilyPortal.Shared.Responses.Owed;
using FamilyPortal.Shared.Responses.Pictures;
using FamilyPortal.Shared.Storage;
using FamilyPortal.Shared.Storage.Prepared;
using FamilyPortal.Shared.Texting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FamilyPortal.Shared;

/// <summary>Registers the domain: one call in each part.</summary>
public static class SharedSetup
{
    public static IServiceCollection AddFamilyPortal(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddStore(configuration);
        services.AddAuthorities(configuration);
        services.AddTexting();
        services.AddRecordFeed();
        services.AddSingleton<DangerCheck>();
        services.AddSingleton<PlanCache>();
        services.AddSingleton(sp => new DangerChecks(Stores(sp), sp.GetRequiredService<DangerCheck>(), sp.GetRequiredService<PlanCache>(), sp.GetRequiredService<FamilyPlans>()));
        services.AddSingleton<SliceCache>();
        services.AddSingleton(sp => new PictureTaker(Stores(sp), Clock(sp)));
        services.AddSingleton(sp => new AnswerWriter(Stores(sp), sp.GetRequiredService<DangerChecks>(), sp.GetRequiredService<FeedSignal>(), sp.GetRequiredService<AuthorityPacks>(), Clock(sp)));

        services.AddSingleton(sp => new SignInDirectory(Stores(sp), Clock(sp)));
        services.AddSingleton(sp => new StaffDirectory(Stores(sp), Clock(sp)));
        services.AddSingleton(sp => new MembershipClaims(Stores(sp), Clock(sp)));
        services.AddSingleton(sp => new Texting.Sending.SignInNotices(Stores(sp), Clock(sp)));
        services.AddSingleton(sp => new InvitationLinks(Stores(sp), Clock(sp)));
        services.AddSingleton(sp => new StaffInvitations(Stores(sp), Clock(sp)));
        services.AddSingleton(sp => new SheetCodes(Stores(sp), Clock(sp)));
        services.AddSingleton(sp => new PortalSessions(Stores(sp), Reads(sp), sp.GetRequiredService<PlanCache>(), Clock(sp)));
        services.AddSingleton(sp => new SessionLogouts(Stores(sp), Clock(sp)));
        services.AddSingleton(sp => new ViewerDirectory(Stores(sp), Clock(sp)));
        services.AddSingleton(sp => new PlanImport(Stores(sp), Clock(sp)));
        services.AddSingleton(sp => new SafetyCall(Stores(sp), Clock(sp)));
        services.AddSingleton(sp => new FamilyPlans(Stores(sp), sp.GetRequiredService<PlanCache>(), sp.GetRequiredService<SliceCache>(), Clock(sp)));
        services.AddSingleton(sp => new LastLooked(Stores(sp), sp.GetRequiredService<FamilyPlans>(), sp.GetRequiredService<PlanCache>(), Clock(sp)));
        services.AddSingleton(sp => new ScaleAsking(Stores(sp), sp.GetRequiredService<FamilyPlans>(), sp.GetRequiredService<PlanCache>(), Clock(sp)));
        services.AddSingleton(sp => new FamilyAnswers(Stores(sp), Reads(sp), sp.GetRequiredService<FamilyPlans>(), sp.GetRequiredService<AnswerWriter>(), sp.GetRequiredService<PictureTaker>(), sp.GetRequiredService<DangerChecks>(), Clock(sp)));
        services.AddSingleton(sp => new LateForms(Stores(sp), sp.GetRequiredService<ViewerDirectory>(), sp.GetRequiredService<FamilyAnswers>(), sp.GetRequiredService<DangerChecks>(), Clock(sp)));
        services.AddSingleton(sp => new Alerts(Stores(sp), sp.GetRequiredService<FamilyPlans>(), sp.GetRequiredService<AuthorityPacks>(), Clock(sp)));
        services.AddSingleton(sp => new FamilyPreferences(Stores(sp), new(Stores(sp), Clock(sp)), sp.GetRequiredService<FeedSignal>(), Clock(sp)));
        services.AddSingleton(sp => new StaffDesk(Stores(sp), sp.GetRequiredService<FamilyPlans>(), sp.GetRequiredService<AnswerWriter>(), Clock(sp)));
        services.AddSingleton(sp => new AnswerOpenings(Stores(sp), Clock(sp)));
        services.AddSingleton(sp => new OwedAnswers(Stores(sp)));
        services.AddSingleton(sp => new OwedDesk(Stores(sp), sp.GetRequiredService<FamilyPlans>(), sp.GetRequiredService<AuthorityPacks>(), Clock(sp)));
        services.AddSingleton(sp => new OwnTexts(Stores(sp)));
        services.AddSingleton(sp => new OwnAccess(Stores(sp), Clock(sp)));
        services.AddSingleton(sp => new WishDesk(Stores(sp), sp.GetRequiredService<FamilyPlans>(), sp.GetRequiredService<AuthorityPacks>(), Clock(sp)));
        services.AddSingleton(sp => new StandingDesk(Stores(sp), sp.GetRequiredService<FamilyPlans>(), sp.GetRequiredService<TimeProvider>()));
        services.AddSingleton(sp => new PeopleDesk(Stores(sp), sp.GetRequiredService<FamilyPlans>(), Clock(sp)));
        services.AddSingleton(sp => new AssistedSessions(Stores(sp), Clock(sp)));
        services.AddSingleton(sp => new InvitationDesk(Stores(sp), sp.GetRequiredService<AuthorityPacks>(), Clock(sp)));
        services.AddSingleton(sp => new ContactDesk(Stores(sp), Clock(sp)));
        services.AddSingleton(sp => new SheetDesk(Stores(sp), Clock(sp)));
        services.AddSingleton(sp => new AlertDesk(Stores(sp), sp.GetRequiredService<FamilyPlans>(), sp.GetRequiredService<Alerts>(), sp.GetRequiredService<AuthorityPacks>(), Clock(sp)));
        services.AddSingleton(sp => new PreviewDesk(Stores(sp), sp.GetRequiredService<FamilyPlans>(), sp.GetRequiredService<FamilyAnswers>(), Clock(sp)));
        services.AddSingleton(sp => new BreakGlass(Stores(sp), Clock(sp)));
        services.AddSingleton(sp => new ReachDesk(Stores(sp), Clock(sp)));
        services.AddSingleton(sp => new StaffAccessDesk(Stores(sp), Clock(sp)));
        services.AddSingleton(sp => new PartnerStaffDesk(Stores(sp), Clock(sp)));
        services.AddSingleton(sp => new ConversationStore(Stores(sp), sp.GetRequiredService<FamilyPlans>(), Clock(sp)));
        services.AddSingleton(sp => new DemoSeed(Stores(sp), sp.GetRequiredService<PlanImport>(), Clock(sp)));
        return services;
    }

    private static StoreFactory Stores(IServiceProvider services) => services.GetRequiredService<StoreFactory>();

    private static PreparedReads Reads(IServiceProvider services) => services.GetRequiredService<PreparedReads>();

    private static TimeProvider Clock(IServiceProvider services) => services.GetRequiredService<TimeProvider>();
}
