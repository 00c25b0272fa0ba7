using System.Reflection;
using FamilyPortal.Look.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Look;

public class WholeComponentTests
{
    [Fact]
    public async Task What_comes_later_is_waited_for_and_the_page_is_rendered_once()
    {
        Late.Renders = 0;
        (await Render.HtmlAsync<Late>()).ShouldBe("there");
        Late.Renders.ShouldBe(1);
    }

    [Fact]
    public void Every_page_and_part_that_waits_for_something_is_whole()
    {
        var waiting = new[] { typeof(PortalApp), typeof(Identity.IdentityApp) }.SelectMany(a => a.Assembly.GetTypes())
            .Where(t => t.IsAssignableTo(typeof(ComponentBase)) && (Waits(t, "OnInitializedAsync") || Waits(t, "OnParametersSetAsync"))).ToList();
        waiting.Count.ShouldBeGreaterThan(5);
        waiting.Where(t => !t.IsAssignableTo(typeof(WholeComponent))).ShouldBeEmpty();
    }

    private static bool Waits(Type component, string method) =>
        component.GetMethod(method, BindingFlags.Instance | BindingFlags.NonPublic)!.DeclaringType != typeof(ComponentBase);

    private sealed class Late : WholeComponent
    {
        private string? _words;

        public static int Renders { get; set; }

        protected override async Task OnInitializedAsync()
        {
            await Task.Delay(1);
            _words = "there";
        }

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            Renders++;
            builder.AddContent(0, _words!.Length > 0 ? _words : "");
        }
    }
}
