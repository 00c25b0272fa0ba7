using System.Reflection;
using System.Runtime.CompilerServices;
using FamilyPortal.Shared.Conversations;
using FamilyPortal.Shared.Danger;
using FamilyPortal.Shared.Desk;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Responses;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Storage;

/// <summary>Promise 1 is held by the compiler: no other part can query tables, and every public read takes a viewer.</summary>
public sealed class OnlySharedReachesTablesTests
{
    private static readonly Assembly Shared = typeof(Store).Assembly;

    /// <summary>Services whose methods give out what a plan, an answer, an alert or a conversation holds.</summary>
    public static TheoryData<Type> Readers => [typeof(FamilyPlans), typeof(FamilyAnswers), typeof(StaffDesk), typeof(PeopleDesk), typeof(InvitationDesk), typeof(ContactDesk), typeof(SheetDesk), typeof(Alerts)];

    [Fact]
    public void Context_AndEveryEntity_IsInternal()
    {
        typeof(DbContext).IsAssignableFrom(typeof(Store)).ShouldBeTrue();
        var entities = typeof(Store).GetProperties().Where(p => p.PropertyType.IsGenericType && p.PropertyType.GetGenericTypeDefinition() == typeof(DbSet<>))
            .Select(p => p.PropertyType.GenericTypeArguments[0]).Where(t => t.Assembly == Shared).ToList();

        entities.Count.ShouldBeGreaterThan(15);
        entities.ShouldAllBe(t => !t.IsVisible);
        Shared.GetExportedTypes().ShouldNotContain(t => typeof(DbContext).IsAssignableFrom(t));
    }

    [Fact]
    public void Friends_AreTheDesignToolAndOwnTestsOnly() =>
        Shared.GetCustomAttributes<InternalsVisibleToAttribute>().Select(a => a.AssemblyName).Order()
            .ShouldBe(["FamilyPortal.EfDesign", "FamilyPortal.Shared.Tests"]);

    [Fact]
    public void NoPublicSignature_GivesOutTheStoreOrAnEntity()
    {
        var secrets = Shared.GetTypes().Where(t => !t.IsVisible && t.IsClass).ToHashSet();
        var leaks = from type in Shared.GetExportedTypes()
                    from member in type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
                    let given = member switch
                    {
                        MethodInfo m => m.ReturnType,
                        PropertyInfo p => p.GetMethod?.IsPublic == true ? p.PropertyType : null,
                        FieldInfo f => f.FieldType,
                        _ => null,
                    }
                    where given is not null && (secrets.Contains(given) || given.GenericTypeArguments.Any(secrets.Contains) || typeof(IQueryable).IsAssignableFrom(given))
                    select $"{type.Name}.{member.Name}";
        leaks.ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Readers))]
    public void EveryPublicMethod_TakesAViewerFirst(Type service)
    {
        var methods = service.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly);

        methods.ShouldNotBeEmpty();
        methods.ShouldAllBe(m => m.GetParameters().Length > 0
            && (typeof(Viewer).IsAssignableFrom(m.GetParameters()[0].ParameterType) || m.GetParameters()[0].ParameterType == typeof(StaffUser)));
    }

    [Theory]
    [InlineData(typeof(FamilyViewer))]
    [InlineData(typeof(StaffViewer))]
    [InlineData(typeof(StaffUser))]
    public void OnlyShared_MakesAViewer(Type viewer) => viewer.GetConstructors(BindingFlags.Public | BindingFlags.Instance).ShouldBeEmpty();

    [Fact]
    public void Conversations_AreReadByTheirOwnPersonOnly() =>
        typeof(ConversationStore).GetMethod(nameof(ConversationStore.ReadAsync))!.GetParameters()[0].ParameterType.ShouldBe(typeof(FamilyViewer));
}
