using System.Text.Json.Nodes;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Tests.Families;
using FamilyPortal.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;

namespace FamilyPortal.Shared.Tests.Responses;

/// <summary>Two families whose people answer.</summary>
internal static class TwoFamilies
{
    public const string Amber = "EH-2026-03319";
    public const string Maisie = "LL-771204";

    public static async Task<TestFamily> StartAsync(string provider = "Sqlite")
    {
        var test = await TestFamily.CreateAsync(provider);
        foreach (var name in new[] { "knowsley-hard-evenings", "cumberland-pages-of-their-own" })
            (await test.PutAsync(JsonNode.Parse(SamplePlans.Load(name))!)).IsAccepted.ShouldBeTrue();
        return test;
    }

    public static async Task<string> ScaleAsync(TestFamily test, FamilyViewer viewer, string text) =>
        (await test.Plans.ReadAsync(viewer)).Scales.First(s => s.Text.Text.StartsWith(text, StringComparison.Ordinal)).Handle;
}
