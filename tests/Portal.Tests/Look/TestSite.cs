using System.Net;
using FamilyPortal.Look.Web;
using FamilyPortal.Portal.Tests.Look.Site;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FamilyPortal.Portal.Tests.Look;

/// <summary>A small site with the look, on a port of its own, under the name of one of the parts.</summary>
internal sealed class TestSite : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TestSite(WebApplication app)
    {
        _app = app;
        Client = NewClient();
    }

    /// <summary>A browser that keeps cookies and follows nothing.</summary>
    public HttpClient Client { get; }

    public static async Task<TestSite> StartAsync(string part = "FamilyPortal.Portal", string environment = "Production")
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = part,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = environment,
        });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddLook(look =>
        {
            look.FormCookie = "site-form";
            look.FormOrigins.Add("https://id.example.uk");
        });
        var app = builder.Build();
        app.UseLook();
        app.UseForms();
        app.MapPost("/leave", () => new LeaveResult(new Uri("https://weather.example.org/?a=1&b=\"2\"")));
        app.MapGet("/kept", (HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "max-age=60";
            return "kept";
        });
        app.MapGet("/fault", string () => throw new InvalidOperationException("secret detail"));
        app.MapPost("/closed", () => Results.StatusCode(StatusCodes.Status429TooManyRequests));
        app.MapLook<SiteApp>();
        await app.StartAsync();
        return new TestSite(app);
    }

    public HttpClient NewClient(DecompressionMethods decompression = DecompressionMethods.None) =>
        new(new HttpClientHandler { AllowAutoRedirect = false, AutomaticDecompression = decompression })
        {
            BaseAddress = new Uri(_app.Urls.First()),
            DefaultRequestHeaders = { { "Accept", "text/html" } },
        };

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
