using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace FamilyPortal.Look.Web;

/// <summary>After a fault of ours a machine gets problem details (RFC 9457); a person gets the error page.</summary>
internal sealed class ProblemForMachines : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken stop)
    {
        if (Browser.WantsPage(context.Request)) return false;
        await Results.Problem(statusCode: StatusCodes.Status500InternalServerError).ExecuteAsync(context);
        return true;
    }
}
